#!/usr/bin/env python3
"""Writes golden files for every kernel, padding, convention and dimension of the sampler, computed by PyTorch.

One folder for each: u, grid, v, dv, du and dgrid, in the toolkit's layout as affine_bilinear.py writes them. The
grid is given, not made from a theta. Its points lie in the image and up to two image sizes around it, away from
pixel boundaries. Inputs are of the case's type; everything is computed in float64 and rounded to that type at the end,
because PyTorch's own rounding in float32 is as large as the tolerance where bicubic weights cancel. A case that is
there already is left alone.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path

import numpy as np
import torch

from affine_bilinear import (ALIGN, DEFAULT_OUT, HALF, KINK_MARGIN, MAX_DRAWS, Case, origin, pixel_coordinates,
                             sample)

KERNELS = ("nearest", "bilinear", "bicubic")
PADDINGS = ("zeros", "border", "reflection")
SIZES = {2: ((5, 7), (4, 6)), 3: ((3, 4, 5), (2, 3, 4))}
# In normalized units: [-1, 1] is the image.
REACH = 2.5


def cases() -> list[Case]:
    """Returns every combination; the type alternates, so that each kernel and padding has both."""
    rows = []
    combinations = itertools.product((2, 3), KERNELS, PADDINGS, (HALF, ALIGN))
    for dims, kernel, padding, coordinates in combinations:
        if dims == 3 and kernel == "bicubic":
            continue  # PyTorch has none for volumes
        single = (KERNELS.index(kernel) + PADDINGS.index(padding) + (coordinates == HALF)) % 2 == 0
        dtype = "float32" if single else "float64"
        name = f"sampler-{dims}d-{kernel}-{padding}-{coordinates}-{dtype}"
        size, out_size = SIZES[dims]
        rows.append(Case(name, "spread", coordinates, dtype, 2, 2, size, out_size, kernel, padding))
    return rows


def draw_grid(case: Case, rng: np.random.Generator) -> torch.Tensor:
    """Draws each point until it keeps off the kinks, in the image and outside of it."""
    dims = len(case.size)
    shape = (case.batch, *case.out_size, dims)
    grid = rng.uniform(-REACH, REACH, shape)
    for index in np.ndindex(shape[:-1]):
        for _ in range(MAX_DRAWS):
            point = torch.from_numpy(grid[index]).to(getattr(torch, case.dtype))
            if not beside_a_kink(case, point):
                break
            grid[index] = rng.uniform(-REACH, REACH, dims)
    return torch.from_numpy(grid).to(getattr(torch, case.dtype))


def beside_a_kink(case: Case, point: torch.Tensor) -> bool:
    """Tells whether the point lies near a kink or a jump, wherever the padding repeats them."""
    doubled = 2 * pixel_coordinates(case, point)
    return bool(((doubled - doubled.round()).abs() < 4 * KINK_MARGIN).any())


def write(case: Case, folder: Path) -> None:
    """Computes a case and writes its folder."""
    rng = np.random.default_rng(case.seed)
    dtype = getattr(torch, case.dtype)
    u = torch.from_numpy(rng.standard_normal((case.batch, case.channels, *case.size))).to(dtype)
    dv = torch.from_numpy(rng.standard_normal((case.batch, case.channels, *case.out_size))).to(dtype)
    u, dv, grid = u.double().requires_grad_(), dv.double(), draw_grid(case, rng).double().requires_grad_()
    v = sample(case, u, grid)
    v.backward(dv)
    arrays = {"u": u.movedim(1, -1), "grid": grid, "v": v.movedim(1, -1), "dv": dv.movedim(1, -1),
              "du": u.grad.movedim(1, -1), "dgrid": grid.grad}
    arrays = {name: tensor.to(dtype) for name, tensor in arrays.items()}
    folder.mkdir(parents=True)
    for name, tensor in arrays.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(tensor.detach().numpy()))
    facts = origin(case, arrays) | {"script": f"tools/golden/{Path(__file__).name}"}
    (folder / "origin.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder of the case folders")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for case in cases():
        folder = arguments.out / case.name
        if folder.exists():
            print(f"{case.name}: there already, left alone")
            continue
        write(case, folder)
        print(f"{case.name}: written")


if __name__ == "__main__":
    main()
