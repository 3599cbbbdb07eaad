#!/usr/bin/env python3
"""Compares the sampler with PyTorch's grid_sample over random cases and prints a table of the worst errors.

Every combination of kernel, padding, pixel convention, dimension and type is drawn many times: sizes from 1 pixel on,
grids inside, around and far outside the image.
Java samples all cases in one process. The reference is PyTorch in float64 on the same numbers. An error is
|ours - reference| / (1 + |reference|), so that 1e-5 means 1e-5 absolute plus relative.

Where a sum cancels or a coordinate is large, float32 itself is less exact than that; so for float32 the table shows
PyTorch's own error beside ours, made the same way by its float32 results. Exits with 1 if an error of ours is above its
type's limit and above three times PyTorch's own.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

ROOT = Path(__file__).resolve().parents[2]
KERNELS = ("nearest", "bilinear", "bicubic")
PADDINGS = ("zeros", "border", "reflection")
COORDINATES = ("half-pixel", "align-corners")
LIMITS = {"float32": 1e-5, "float64": 1e-10}
# At a kink (of bilinear) or a jump (of nearest) rounding decides; random points keep this many pixels away.
MARGIN = 1e-3


def combinations() -> list[tuple[str, str, str, int, str]]:
    every = itertools.product(KERNELS, PADDINGS, COORDINATES, (2, 3), LIMITS)
    return [c for c in every if not (c[0] == "bicubic" and c[3] == 3)]  # PyTorch has none for volumes


def draw_grid(rng, shape, sizes, align: bool, dtype) -> np.ndarray:
    """Draws points in up to four image sizes, none near a whole or half pixel."""
    reach = rng.choice([0.9, 1.3, 4.0])
    sizes = np.array(sizes[::-1], dtype=np.float64)
    grid = rng.uniform(-reach, reach, shape).astype(dtype)
    while True:
        pixels = (grid.astype(np.float64) + 1) / 2 * (sizes - 1) if align else ((grid.astype(np.float64) + 1) * sizes - 1) / 2
        near = np.abs(2 * pixels - np.round(2 * pixels)) < 2 * MARGIN
        if align:
            near &= sizes > 1  # such an axis has one place, whatever the coordinate
        if not near.any():
            return grid
        grid[near] = rng.uniform(-reach, reach, near.sum()).astype(dtype)


def write_case(folder: Path, rng, combination) -> None:
    kernel, padding, coordinates, dims, dtype = combination
    size = rng.integers(1, 9, dims) if dims == 3 else rng.integers(1, 17, dims)
    out = rng.integers(1, 7, dims)
    batch, channels = rng.integers(1, 4), rng.choice([1, 2, 3, 5, 17])
    folder.mkdir()
    shape = (batch, *out)
    grid = draw_grid(rng, (*shape, dims), size, coordinates == "align-corners", dtype)
    np.save(folder / "u.npy", rng.standard_normal((batch, *size, channels)).astype(dtype))
    np.save(folder / "grid.npy", grid)
    np.save(folder / "dv.npy", rng.standard_normal((*shape, channels)).astype(dtype))
    (folder / "settings").write_text(f"{kernel} {padding} {coordinates}\n", encoding="utf-8")


def pytorch(folder: Path, combination, dtype) -> dict[str, np.ndarray]:
    """PyTorch's results on the case's numbers, computed in a type."""
    kernel, padding, coordinates, _, _ = combination
    u, grid, dv = (torch.from_numpy(np.load(folder / f"{name}.npy")).to(dtype) for name in ("u", "grid", "dv"))
    u = u.movedim(-1, 1).contiguous().requires_grad_()
    grid.requires_grad_()
    v = F.grid_sample(u, grid, kernel, padding, coordinates == "align-corners")
    v.backward(dv.movedim(-1, 1))
    return {"v": v.detach().movedim(1, -1).numpy(), "du": u.grad.movedim(1, -1).numpy(), "dgrid": grid.grad.numpy()}


def java() -> list[str]:
    """The command that samples a folder; ./stn builds the classes."""
    subprocess.run([ROOT / "stn", "--version"], check=True, stdout=subprocess.DEVNULL)
    classes = (ROOT / "stn-bench/target/class-path.txt").read_text(encoding="utf-8")
    home = os.environ.get("JAVA_HOME")
    program = f"{home}/bin/java" if home else "java"
    return [program, "-cp", classes, str(ROOT / "tools/agreement/SampleCases.java")]


def error(actual: np.ndarray, expected: np.ndarray) -> float:
    errors = np.abs(actual - expected) / (1 + np.abs(expected))
    return float(np.where(np.isnan(errors), np.inf, errors).max(initial=0))


def compare(folder: Path, cases: list) -> dict:
    """The worst errors of each combination: ours by name, PyTorch's own by name with 'own ' before it."""
    worst = collections.defaultdict(lambda: collections.defaultdict(float))
    for number, combination in enumerate(cases):
        case = folder / f"{number:05}"
        row = worst[combination]
        row["cases"] += 1
        own = pytorch(case, combination, getattr(torch, combination[4]))
        for name, expected in pytorch(case, combination, torch.float64).items():
            actual = np.load(case / f"{name}.npy")
            if actual.shape != expected.shape or str(actual.dtype) != combination[4]:
                raise RuntimeError(f"{combination} {name}: got {actual.dtype} {actual.shape}")
            row[name] = max(row[name], error(actual, expected))
            row[f"own {name}"] = max(row[f"own {name}"], error(own[name], expected))
    return worst


def show(worst: dict) -> bool:
    """Prints the tables; tells whether everything is within its limit."""
    fine = True
    for dtype, limit in LIMITS.items():
        rows = {c: row for c, row in worst.items() if c[4] == dtype}
        print(f"\n## {dtype}\n")
        print("| kernel | padding | convention | dimension | cases | forward | gradient of image | gradient of grid |")
        print("|---|---|---|---|---|---|---|---|")
        for (kernel, padding, coordinates, dims, _), row in rows.items():
            errors = []
            for name in ("v", "du", "dgrid"):
                own = f" ({row[f'own {name}']:.1e})" if dtype == "float32" else ""
                errors.append(f"{row[name]:.1e}{own}")
                fine &= row[name] <= max(limit, 3 * row[f"own {name}"])
            count = int(row["cases"])
            print(f"| {kernel} | {padding} | {coordinates} | {dims}D | {count} | {' | '.join(errors)} |")
        above = sum(row[n] > limit for row in rows.values() for n in ("v", "du", "dgrid"))
        own = sum(row[f"own {n}"] > limit for row in rows.values() for n in ("v", "du", "dgrid"))
        count = int(sum(row["cases"] for row in rows.values()))
        print(f"\n{count} cases. Entries above {limit:.0e}: {above} of ours, {own} of PyTorch's own.")
    return fine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="cases of each combination (default: 20)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cases = [c for c in combinations() for _ in range(arguments.rounds)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rng = np.random.default_rng(arguments.seed)
        for number, combination in enumerate(cases):
            write_case(folder / f"{number:05}", rng, combination)
        subprocess.run([*java(), name], check=True, env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"})
        return 0 if show(compare(folder, cases)) else 1


if __name__ == "__main__":
    sys.exit(main())
