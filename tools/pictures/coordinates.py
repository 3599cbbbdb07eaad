#!/usr/bin/env python3
"""Makes the pictures of docs/coordinates.md with ./stn; NumPy only draws the frames around them.

Every panel is what `stn sample` gives for a 4x6 picture of an F at the points of a regular grid that reaches beyond
the image. The white frame is the square from -1 to 1.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "docs/pictures"
GAP = 8  # pixels between panels
PAPER = 1.0
CONVENTIONS = ("half-pixel", "align-corners")


def letter() -> np.ndarray:
    """A 4x6 picture in which no two neighbors are equal and nothing is symmetric."""
    light = np.array([[9, 8, 9, 8, 9, 3], [9, 1, 2, 1, 2, 1], [8, 9, 8, 9, 1, 2], [9, 1, 2, 1, 2, 4]]) / 10
    tint = np.linspace(0, 1, 6)[None, :, None] * np.array([-0.2, 0.0, 0.3]) + np.array([0.2, 0.05, -0.1])
    return np.clip(light[..., None] * (1 + tint), 0, 1).astype(np.float32)


def grid(height: int, width: int, reach: float) -> np.ndarray:
    """Points at the pixel centers of a panel that shows [-reach, reach] along both axes."""
    x = ((2 * np.arange(width) + 1) / width - 1) * reach
    y = ((2 * np.arange(height) + 1) / height - 1) * reach
    return np.stack(np.meshgrid(x, y), -1).astype(np.float32)


def stn(folder: Path, *arguments: object) -> None:
    subprocess.run([ROOT / "stn", *map(str, arguments)], cwd=folder, check=True)


def panel(folder: Path, size: tuple[int, int], reach: float, *options: str) -> np.ndarray:
    """What `stn sample` shows, with the square from -1 to 1 framed."""
    np.save(folder / "u.npy", letter())
    np.save(folder / "g.npy", grid(*size, reach))
    stn(folder, "sample", "--image", "u.npy", "--grid", "g.npy", *options, "--out", "v.npy")
    shown = np.clip(np.load(folder / "v.npy"), 0, 1)
    frame = np.abs(np.abs(grid(*size, reach)) - 1) * np.array(size[::-1]) / (2 * reach) < 0.75
    inside = np.abs(grid(*size, reach)) < 1 + 1.5 * reach / min(size)
    shown[(frame & inside[..., ::-1]).any(-1)] = 1
    return shown


def sheet(folder: Path, rows: list[list[np.ndarray]], name: str) -> None:
    """Puts panels side by side and lets stn write the picture."""
    lines = []
    for row in rows:
        space = np.full((row[0].shape[0], GAP, 3), PAPER, np.float32)
        lines.append(np.concatenate([part for one in row for part in (one, space)][:-1], 1))
    space = np.full((GAP, lines[0].shape[1], 3), PAPER, np.float32)
    whole = np.concatenate([part for one in lines for part in (one, space)][:-1])
    np.save(folder / "sheet.npy", whole)
    np.save(folder / "same.npy", grid(*whole.shape[:2], 1))
    stn(folder, "sample", "--image", "sheet.npy", "--grid", "same.npy", "--out", OUT / name)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        conventions = [panel(folder, (200, 300), 1.4, "--kernel", "nearest", "--coordinates", c) for c in CONVENTIONS]
        sheet(folder, [conventions], "conventions.png")
        paddings = [
            [panel(folder, (80, 120), 2.6, "--padding", p, "--coordinates", c)
             for p in ("zeros", "border", "reflection")]
            for c in CONVENTIONS
        ]
        sheet(folder, paddings, "paddings.png")
        kernels = [panel(folder, (106, 159), 1.0, "--padding", "border", "--kernel", k)
                   for k in ("nearest", "bilinear", "bicubic")]
        sheet(folder, [kernels], "kernels.png")


if __name__ == "__main__":
    main()
