#!/usr/bin/env python3
"""Writes golden files for the grid generator: sampling grids of every transform, computed by PyTorch.

One folder a case: theta.npy, grid.npy [N, H', W', 2] (or [N, D', H', W', 3]) and, but for the cases of
the ONNX specification, dgrid.npy and dtheta.npy, the gradient of sum(grid * dgrid). All in float64.

A case that is there already is left alone: a golden file is not regenerated to make a test pass.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from pathlib import Path
from typing import Callable

import numpy as np
import torch
import torch.nn.functional as F

DEFAULT_OUT = Path(__file__).resolve().parents[2] / "stn-ops/src/test/resources/golden-grid"
CONVENTIONS = ("half-pixel", "align-corners")
BATCH = 2
SQUARINGS = 7


def target(size: tuple[int, ...], align: bool) -> torch.Tensor:
    """Returns the points of the regular grid, (x, y) or (x, y, z): the identity of affine_grid."""
    dims = len(size)
    identity = torch.eye(dims, dims + 1, dtype=torch.float64)[None]
    return F.affine_grid(identity, [1, 1, *size], align_corners=align)


def homogeneous(points: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
    """Multiplies the points, with a 1 behind, by a matrix [N, rows, d + 1]."""
    ones = torch.ones_like(points[..., :1])
    return torch.einsum("...d,nrd->n...r", torch.cat([points, ones], -1)[0], matrix)


def stacked(*rows: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack([torch.stack(row, -1) for row in rows], -2)


def translation(theta, points):
    return points + theta[:, None, None, :]


def window(theta, points):
    return points / 2 + theta[:, None, None, :]


def similarity(theta, points):
    s, a, tx, ty = theta.unbind(-1)
    c, d = s * torch.cos(a), s * torch.sin(a)
    return homogeneous(points, stacked([c, -d, tx], [d, c, ty]))


def rotation(theta, points):
    a = theta[:, 0]
    zero = torch.zeros_like(a)
    return similarity(torch.stack([zero + 1, a, zero, zero], -1), points)


def attention(theta, points):
    s, tx, ty = theta.unbind(-1)
    return similarity(torch.stack([s, torch.zeros_like(s), tx, ty], -1), points)


def projective(theta, points):
    matrix = torch.cat([theta, torch.ones_like(theta[:, :1])], -1).reshape(-1, 3, 3)
    xyw = homogeneous(points, matrix)
    return xyw[..., :2] / xyw[..., 2:]


def exponential(theta, points, generators):
    velocity = torch.einsum("ns,sij->nij", theta, torch.tensor(generators, dtype=theta.dtype))
    return homogeneous(points, torch.linalg.matrix_exp(velocity)[:, :2])


TURN = [[0, -1, 0], [1, 0, 0], [0, 0, 0]]
SCALE = [[1, 0, 0], [0, 1, 0], [0, 0, 0]]
ALONG_X = [[0, 0, 1], [0, 0, 0], [0, 0, 0]]
ALONG_Y = [[0, 0, 0], [0, 0, 1], [0, 0, 0]]
ENTRIES = [[[float(3 * i + j == k) for j in range(3)] for i in range(3)] for k in range(6)]


def spline(theta, points, stiffness):
    """Solves for the spline through theta itself, affine part and all."""
    k = math.isqrt(theta.shape[1])
    line = torch.linspace(-1, 1, k, dtype=torch.float64)
    y, x = torch.meshgrid(line, line, indexing="ij")
    controls = torch.stack([x.flatten(), y.flatten()], -1)

    def kernel(a, b):
        r = torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist")
        return r**2 * torch.log(torch.where(r > 0, r, 1.0))

    side = torch.cat([torch.ones(k * k, 1), controls], 1).double()
    top = torch.cat([kernel(controls, controls) + stiffness * torch.eye(k * k), side], 1)
    system = torch.cat([top, torch.cat([side.T, torch.zeros(3, 3)], 1)], 0)
    right = torch.cat([theta, torch.zeros(len(theta), 3, 2, dtype=theta.dtype)], 1)
    coefficients = torch.linalg.solve(system, right)
    flat = points.reshape(-1, 2)
    features = torch.cat([kernel(flat, controls), torch.ones(len(flat), 1), flat], 1)
    return (features @ coefficients).reshape(len(theta), *points.shape[1:])


def velocity(theta, points, align):
    """Scaling and squaring at the output's pixels."""

    def read(field, at):
        planes = F.grid_sample(field.movedim(-1, 1), at, "bilinear", "border", align_corners=align)
        return planes.movedim(1, -1)

    every = points.expand(len(theta), -1, -1, -1)
    displacement = read(theta, every) / 2**SQUARINGS
    for _ in range(SQUARINGS):
        displacement = displacement + read(displacement, every + displacement)
    return every + displacement


Maker = Callable[[torch.Tensor, torch.Tensor, bool], torch.Tensor]

# name: (shape of theta for one image, size of the output, theta's middle, its spread, what makes the grid)
CASES: dict[str, tuple[tuple[int, ...], tuple[int, ...], float, float, Maker]] = {
    "translation": ((2,), (4, 7), 0, 1, lambda t, p, a: translation(t, p)),
    "window": ((2,), (5, 3), 0, 1, lambda t, p, a: window(t, p)),
    "rotation": ((1,), (4, 7), 0, 3, lambda t, p, a: rotation(t, p)),
    "attention": ((3,), (4, 7), 0.5, 1, lambda t, p, a: attention(t, p)),
    "similarity": ((4,), (4, 7), 0.5, 2, lambda t, p, a: similarity(t, p)),
    "affine": ((2, 3), (5, 3), 0, 1, lambda t, p, a: F.affine_grid(t, [BATCH, 1, 5, 3], align_corners=a)),
    "projective": ((8,), (4, 7), 0, 0.4, lambda t, p, a: projective(t, p)),
    "tps-2": ((4, 2), (4, 7), 0, 1, lambda t, p, a: spline(t, p, 0)),
    "tps-4": ((16, 2), (5, 3), 0, 1, lambda t, p, a: spline(t, p, 0)),
    "tps-5": ((25, 2), (5, 5), 0, 1, lambda t, p, a: spline(t, p, 0)),
    "tps-4-stiff": ((16, 2), (5, 3), 0, 1, lambda t, p, a: spline(t, p, 0.7)),
    "flow": ((4, 7, 2), (4, 7), 0, 1, lambda t, p, a: p + t),
    "velocity-coarse": ((2, 3, 2), (7, 5), 0, 0.6, velocity),
    "velocity-equal": ((6, 4, 2), (6, 4), 0, 0.6, velocity),
    "velocity-fine": ((9, 8, 2), (4, 5), 0, 0.6, velocity),
    "affine3d": ((3, 4), (3, 2, 5), 0, 1,
                 lambda t, p, a: F.affine_grid(t, [BATCH, 1, 3, 2, 5], align_corners=a)),
    "se2": ((3,), (4, 7), 0, 3, lambda t, p, a: exponential(t, p, [TURN, ALONG_X, ALONG_Y])),
    "sim2": ((4,), (4, 7), 0, 2, lambda t, p, a: exponential(t, p, [SCALE, TURN, ALONG_X, ALONG_Y])),
    "aff2": ((6,), (4, 7), 0, 1.5, lambda t, p, a: exponential(t, p, ENTRIES)),
    "aff2-small": ((6,), (4, 7), 0, 1e-5, lambda t, p, a: exponential(t, p, ENTRIES)),
}


def drawn(name: str, convention: str) -> dict[str, np.ndarray]:
    """Computes a case at a seeded theta."""
    shape, size, middle, spread, make = CASES[name]
    align = convention == "align-corners"
    rng = np.random.default_rng(zlib.crc32(f"{name}-{convention}".encode()))
    theta = torch.from_numpy(middle + spread * rng.uniform(-1, 1, (BATCH, *shape))).requires_grad_()
    grid = make(theta, target(size, align), align)
    dgrid = torch.from_numpy(rng.standard_normal(grid.shape))
    grid.backward(dgrid)
    tensors = {"theta": theta, "grid": grid, "dgrid": dgrid, "dtheta": theta.grad}
    return {key: tensor.detach().numpy() for key, tensor in tensors.items()}


def onnx_matrix(rotation: np.ndarray, shear: np.ndarray, scale: list, offset: list) -> np.ndarray:
    """Returns the matrices of the ONNX specification's AffineGrid tests: rotation · shear · scale | offset."""
    linear = rotation @ shear @ np.stack([np.diag(row) for row in np.transpose(scale)])
    return np.concatenate([linear, np.transpose(offset)[..., None]], -1).astype(np.float32)


def onnx_2d() -> np.ndarray:
    turns = np.array([[[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]]
                      for a in (math.pi / 4, math.pi / 3)])
    shear = np.array([[[1, x], [y, 1]] for x, y in ((-0.5, 0.3), (0.5, -0.3))])
    return onnx_matrix(turns, shear, [[2.2, 1.1], [3.1, 0.9]], [[5.0, 2.5], [-3.3, 1.1]])


def onnx_3d() -> np.ndarray:
    turns = []
    for a, b in ((math.pi / 4, math.pi / 6), (math.pi / 3, math.pi / 2)):
        about_x = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
        about_y = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
        turns.append(about_y @ about_x)
    shear = np.array([[[1, x, y], [z, 1, x], [y, x, 1]] for x, y, z in ((-0.5, 0.3, 0.7), (0.5, -0.3, -0.2))])
    return onnx_matrix(np.stack(turns), shear, [[2.2, 1.1], [3.1, 0.9], [0.5, 1.5]],
                       [[5.0, 2.5], [-3.3, 1.1], [-1.1, 2.2]])


def onnx(theta: np.ndarray, size: tuple[int, ...], align: bool) -> dict[str, np.ndarray]:
    """Computes AffineGrid by the specification's words: centers of pixels or of corners, times theta."""
    axes = []
    for n in size:
        step = 2.0 / (n - 1) if align else 2.0 / n
        axes.append((-1 if align else -1 + step / 2) + step * np.arange(n))
    mesh = np.meshgrid(*axes, indexing="ij")[::-1]
    points = np.stack([*mesh, np.ones(size)], -1)
    grid = np.einsum("...d,nrd->n...r", points, theta.astype(np.float64))
    return {"theta": theta, "grid": grid.astype(np.float32)}


def write(folder: Path, transform: str, convention: str, reference: str, arrays: dict) -> None:
    if folder.exists():
        print(f"{folder.name}: there already, left alone")
        return
    folder.mkdir(parents=True)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array))
    facts = {
        "reference": reference,
        "script": f"tools/golden/{Path(__file__).name}",
        "seed": zlib.crc32(folder.name.encode()),
        "transform": transform,
        "coordinates": convention,
    }
    (folder / "origin.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    print(f"{folder.name}: written")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder of the case folders")
    out = parser.parse_args().out
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    torch_version = f"PyTorch {torch.__version__.split('+')[0]}"
    for convention in CONVENTIONS:
        for name in CASES:
            case = f"{name}-{convention}"
            write(out / case, name.split("-")[0], convention, torch_version, drawn(name, convention))
        for name, theta, size in (("affine", onnx_2d(), (5, 6)), ("affine3d", onnx_3d(), (4, 5, 6))):
            arrays = onnx(theta, size, convention == "align-corners")
            write(out / f"onnx-{name}-{convention}", name, convention, "ONNX AffineGrid, version 20", arrays)


if __name__ == "__main__":
    main()
