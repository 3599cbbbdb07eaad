#!/usr/bin/env python3
"""Writes golden files for the affine grid generator and the sampler, computed by PyTorch.

One folder a case, one row of CASES a folder. Arrays are `.npy` files in the toolkit's layout: images
[N, H, W, C], grids [N, H', W', 2] with (x, y), theta [N, 2, 3]. Volumes have one size more
([N, D, H, W, C], grids of (x, y, z), theta [N, 3, 4]); a row with sizes of three numbers makes one.

A case that is there already is left alone: a golden file is not regenerated to make a test pass.
"""

from __future__ import annotations

import argparse
import json
import math
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

DEFAULT_OUT = Path(__file__).resolve().parents[2] / "stn-ops/src/test/resources/golden"

# Nearer than this to a pixel boundary (in pixels) float32 rounding decides which two pixels a point
# lies between, and with them the gradient to the grid.
KINK_MARGIN = 1e-3
MAX_DRAWS = 100_000

# A coordinate on which PyTorch's behavior is not a reference: the point is sampled far outside.
FAR_OUTSIDE = -10.0
LARGEST_REFERENCE_COORDINATE = 1e6


@dataclass(frozen=True)
class Case:
    """One golden folder: what is sampled, how, and where theta puts the sampling points."""

    name: str
    placement: str  # inside, across, outside, shrink, enlarge, identity, extreme
    coordinates: str  # half-pixel or align-corners
    dtype: str  # float32 or float64
    batch: int
    channels: int
    size: tuple[int, ...]  # (H, W) or (D, H, W) of u
    out_size: tuple[int, ...]  # of v
    kernel: str = "bilinear"
    padding: str = "zeros"  # zeros, border, reflection, or constant
    background: tuple[float, ...] = ()  # per channel, with constant padding

    @property
    def seed(self) -> int:
        """Depends on the name alone, so that a new row changes no other case."""
        return zlib.crc32(self.name.encode())

    @property
    def align_corners(self) -> bool:
        return self.coordinates == "align-corners"

    @property
    def gradients(self) -> bool:
        """The identity puts every point on a kink, where a gradient is a matter of convention."""
        return self.placement != "identity"


HALF, ALIGN = "half-pixel", "align-corners"
CASES = [
    Case("affine-inside-half-pixel-float32", "inside", HALF, "float32", 3, 3, (7, 5), (6, 9)),
    Case("affine-inside-align-corners-float64", "inside", ALIGN, "float64", 3, 3, (7, 5), (6, 9)),
    Case("affine-across-half-pixel-float64", "across", HALF, "float64", 3, 1, (8, 6), (5, 11)),
    Case("affine-across-align-corners-float32", "across", ALIGN, "float32", 1, 3, (8, 6), (5, 11)),
    Case("affine-outside-half-pixel-float32", "outside", HALF, "float32", 1, 1, (5, 4), (3, 7)),
    Case("affine-outside-align-corners-float64", "outside", ALIGN, "float64", 3, 3, (5, 4), (3, 7)),
    Case("affine-shrink-half-pixel-float32", "shrink", HALF, "float32", 1, 3, (12, 9), (5, 4)),
    Case("affine-enlarge-align-corners-float32", "enlarge", ALIGN, "float32", 1, 1, (4, 5), (13, 8)),
    Case("affine-one-row-in-half-pixel-float64", "across", HALF, "float64", 3, 3, (1, 7), (4, 3)),
    Case("affine-one-row-in-align-corners-float32", "across", ALIGN, "float32", 1, 3, (1, 7), (4, 3)),
    Case("affine-one-column-in-align-corners-float64", "across", ALIGN, "float64", 3, 1, (6, 1), (3, 5)),
    Case("affine-one-row-out-half-pixel-float32", "inside", HALF, "float32", 3, 3, (5, 8), (1, 6)),
    Case("affine-one-column-out-align-corners-float64", "inside", ALIGN, "float64", 1, 3, (5, 8), (6, 1)),
    Case("affine-identity-half-pixel-float32", "identity", HALF, "float32", 3, 3, (6, 9), (6, 9)),
    Case("affine-identity-align-corners-float64", "identity", ALIGN, "float64", 3, 1, (9, 6), (9, 6)),
    Case("affine-constant-half-pixel-float64", "across", HALF, "float64", 3, 3, (6, 9), (8, 5),
         padding="constant", background=(0.25, -1.5, 3.0)),
    Case("affine-constant-align-corners-float32", "across", ALIGN, "float32", 1, 1, (6, 9), (8, 5),
         padding="constant", background=(0.5,)),
    Case("grid-extreme-half-pixel-float32", "extreme", HALF, "float32", 3, 3, (6, 5), (4, 7)),
    Case("grid-extreme-align-corners-float64", "extreme", ALIGN, "float64", 1, 1, (6, 5), (4, 7)),
]

# Scale of theta's linear part and range of its translation, in normalized units.
PLACEMENTS = {
    "inside": ((0.3, 0.5), (-0.2, 0.2)),
    "across": ((0.9, 1.4), (-0.6, 0.6)),
    "outside": ((0.3, 0.5), (4.0, 6.0)),
    "shrink": ((0.7, 0.9), (-0.1, 0.1)),
    "enlarge": ((0.5, 0.7), (-0.2, 0.2)),
    "extreme": ((0.7, 1.0), (-0.2, 0.2)),
}


def draw_theta(case: Case, rng: np.random.Generator) -> torch.Tensor:
    """Returns theta [N, d, d + 1] in float64: the identity, or a scaled rotation, sheared and moved."""
    dims = len(case.size)
    if case.placement == "identity":
        theta = np.broadcast_to(np.eye(dims, dims + 1), (case.batch, dims, dims + 1))
        return torch.from_numpy(theta.copy())
    (scale_low, scale_high), (shift_low, shift_high) = PLACEMENTS[case.placement]
    linear = np.zeros((case.batch, dims, dims))
    for matrix in linear:
        matrix[:] = rng.uniform(scale_low, scale_high) * np.eye(dims)
        angle = rng.uniform(-math.pi / 4, math.pi / 4)
        turn = np.eye(dims)
        turn[:2, :2] = [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
        matrix[:] = matrix @ turn + rng.uniform(-0.1, 0.1, (dims, dims))
    shift = rng.uniform(shift_low, shift_high, (case.batch, dims, 1))
    return torch.from_numpy(np.concatenate([linear, shift], axis=2))


def pixel_coordinates(case: Case, grid: torch.Tensor) -> torch.Tensor:
    """Returns the grid in pixels of u: 0 is the center of the first one."""
    sizes = torch.tensor(case.size[::-1], dtype=torch.float64)
    grid = grid.detach().double()
    if case.align_corners:
        return (grid + 1) / 2 * (sizes - 1)
    return ((grid + 1) * sizes - 1) / 2


def off_the_kinks(case: Case, grid: torch.Tensor) -> bool:
    """Tells whether every point that can touch the image keeps its distance from pixel boundaries."""
    pixels = pixel_coordinates(case, grid)
    boundary = 0.5 if case.kernel == "nearest" else 0.0
    distance = (pixels - boundary - torch.round(pixels - boundary)).abs()
    sizes = torch.tensor(case.size[::-1], dtype=torch.float64)
    matters = (pixels > -2) & (pixels < sizes + 1)
    if case.align_corners:
        matters &= sizes > 1  # on a one-pixel axis every point lies at pixel 0, with no gradient
    return bool((distance[matters] >= KINK_MARGIN).all())


def add_extremes(case: Case, grid: torch.Tensor) -> torch.Tensor:
    """Returns the grid with values in it that no image has: not numbers, infinite, and huge ones."""
    grid = grid.clone()
    nan, inf = math.nan, math.inf
    big = 3e38  # near the largest float32
    flat = grid.view(-1, grid.shape[-1])
    extremes = [(nan, 0.1), (0.1, nan), (nan, nan), (inf, 0.1), (0.1, -inf), (-inf, inf), (big, 0.1),
                (0.1, -big), (-big, big), (1e5, 0.1), (0.1, -1e5)]
    for index, point in enumerate(extremes):
        flat[1 + 2 * index] = torch.tensor(point, dtype=grid.dtype)
    return grid


def reference_grid(grid: torch.Tensor) -> torch.Tensor:
    """Returns the grid with every point that PyTorch does not define put far outside the image."""
    defined = (grid.abs() <= LARGEST_REFERENCE_COORDINATE).all(dim=-1, keepdim=True)
    return torch.where(defined, grid, torch.full_like(grid, FAR_OUTSIDE))


def sample(case: Case, u: torch.Tensor, grid: torch.Tensor) -> torch.Tensor:
    """Samples u [N, C, ...]; a constant background is taken away before and added after."""
    if case.padding != "constant":
        return F.grid_sample(u, grid, case.kernel, case.padding, case.align_corners)
    background = torch.tensor(case.background, dtype=u.dtype)
    background = background.view(1, -1, *[1] * len(case.size))
    return F.grid_sample(u - background, grid, case.kernel, "zeros", case.align_corners) + background


def affine_grid(case: Case, theta: torch.Tensor) -> torch.Tensor:
    return F.affine_grid(theta, [case.batch, case.channels, *case.out_size], case.align_corners)


def draw_placed(case: Case, rng: np.random.Generator, dtype: torch.dtype) -> torch.Tensor:
    """Draws theta until the sampling points keep off the kinks."""
    for _ in range(MAX_DRAWS):
        theta = draw_theta(case, rng).to(dtype)
        if not case.gradients or off_the_kinks(case, affine_grid(case, theta)):
            return theta
    raise RuntimeError(f"{case.name}: no theta of {MAX_DRAWS} keeps every point off the kinks")


def compute(case: Case) -> dict[str, torch.Tensor]:
    """Returns the arrays of a case by file name, images with their channels last."""
    rng = np.random.default_rng(case.seed)
    dtype = getattr(torch, case.dtype)
    u = torch.from_numpy(rng.standard_normal((case.batch, case.channels, *case.size))).to(dtype)
    dv = torch.from_numpy(rng.standard_normal((case.batch, case.channels, *case.out_size))).to(dtype)
    theta = draw_placed(case, rng, dtype).requires_grad_()
    u.requires_grad_()
    grid = affine_grid(case, theta)
    if case.placement == "extreme":
        stored = add_extremes(case, grid.detach())
        grid = reference_grid(stored).requires_grad_()
        arrays = {"grid": stored}
    else:
        grid.retain_grad()
        arrays = {"theta": theta, "grid": grid}
    v = sample(case, u, grid)
    v.backward(dv)
    arrays |= {"u": u.movedim(1, -1), "v": v.movedim(1, -1)}
    if case.gradients:
        arrays |= {"dv": dv.movedim(1, -1), "du": u.grad.movedim(1, -1), "dgrid": grid.grad}
    if case.gradients and "theta" in arrays:
        arrays["dtheta"] = theta.grad
    return arrays


def origin(case: Case, arrays: dict[str, torch.Tensor]) -> dict[str, object]:
    """Returns what origin.json says: where the numbers come from and what they mean."""
    facts: dict[str, object] = {
        "library": "PyTorch",
        "version": torch.__version__.split("+")[0],
        "script": f"tools/golden/{Path(__file__).name}",
        "seed": case.seed,
        "transform": "affine" if "theta" in arrays else None,
        "kernel": case.kernel,
        "padding": case.padding,
        "coordinates": case.coordinates,
        "dtype": case.dtype,
        "placement": case.placement,
        "batch": case.batch,
        "channels": case.channels,
        "size": case.size,
        "outSize": case.out_size,
        "gradients": case.gradients,
    }
    if case.background:
        facts["background"] = case.background
    if case.placement == "extreme":
        facts["note"] = (
            "grid holds NaN, infinite and huge coordinates. PyTorch does not define what these give, so it"
            f" was run with such points at ({FAR_OUTSIDE:g}, {FAR_OUTSIDE:g}): v and dgrid are 0 there and"
            " du has no part of theirs, which is this toolkit's contract and not PyTorch's own result."
        )
    return facts


def write(case: Case, folder: Path) -> None:
    """Computes a case and writes its folder."""
    arrays = compute(case)
    folder.mkdir(parents=True, exist_ok=True)
    for name, tensor in arrays.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(tensor.detach().numpy()))
    text = json.dumps(origin(case, arrays), indent=2)
    (folder / "origin.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder of the case folders")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    # A one-pixel axis of the output has its one point at 0, since PyTorch 1.3.
    warnings.filterwarnings("ignore", message="Since version 1.3.0, affine_grid")
    for case in CASES:
        folder = arguments.out / case.name
        if folder.exists():
            print(f"{case.name}: there already, left alone")
            continue
        write(case, folder)
        print(f"{case.name}: written")


if __name__ == "__main__":
    main()
