#!/usr/bin/env python3
"""Makes the pictures of docs/choosing-a-transform.md with ./stn; NumPy draws what is warped and joins the panels.

Every panel is what `stn warp` gives for one picture: an F on a chessboard, wider than high.
"""

from __future__ import annotations

import math
import subprocess
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "docs/pictures"
HEIGHT, WIDTH = 96, 144
GAP = 6  # pixels between panels
TURN = math.radians(30)


def drawing() -> np.ndarray:
    """An F on a chessboard of 12-pixel squares whose quarters differ in color, [H, W, 3]."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    quarters = np.array([[(0.80, 0.88, 0.95), (0.95, 0.93, 0.78)], [(0.80, 0.93, 0.80), (0.95, 0.84, 0.78)]])
    picture = quarters[y * 2 // HEIGHT, x * 2 // WIDTH]
    picture = picture * np.where((x // 12 + y // 12) % 2 == 0, 1.0, 0.75)[..., None]
    stem = (x >= 48) & (x < 62) & (y >= 18) & (y < 78)
    arms = (x >= 48) & (((y >= 18) & (y < 31) & (x < 100)) | ((y >= 42) & (y < 54) & (x < 88)))
    picture[stem | arms] = (0.75, 0.12, 0.2)
    picture[(x < 2) | (x >= WIDTH - 2) | (y < 2) | (y >= HEIGHT - 2)] = (0.1, 0.2, 0.5)
    return np.clip(picture, 0, 1).astype(np.float32)


def lattice(k: int) -> np.ndarray:
    """The identity of a thin plate spline: k·k points over [-1, 1]², row by row."""
    line = np.linspace(-1, 1, k)
    y, x = np.meshgrid(line, line, indexing="ij")
    return np.stack([x, y], -1).reshape(k * k, 2)


def bent_lattice() -> np.ndarray:
    points = lattice(4)
    return points + 0.22 * np.stack([np.sin(3 * points[:, 1]), np.cos(2.5 * points[:, 0])], -1)


def ripples() -> np.ndarray:
    """A displacement for each pixel of the output."""
    y, x = np.meshgrid(np.linspace(-1, 1, HEIGHT), np.linspace(-1, 1, WIDTH), indexing="ij")
    return np.stack([0.04 * np.sin(14 * y), 0.08 * np.sin(10 * x)], -1)


def whirl(strength: float) -> np.ndarray:
    """A field of 9x9 vectors that turns about the middle and rests at the border."""
    y, x = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9), indexing="ij")
    rest = (1 - x**2) * (1 - y**2)
    return strength * rest[..., None] * np.stack([-y, x], -1)


def enlarged(field: np.ndarray) -> np.ndarray:
    """The field's value at each pixel of the output, from the nearest of its own pixels."""
    rows = np.arange(HEIGHT) * field.shape[0] // HEIGHT
    columns = np.arange(WIDTH) * field.shape[1] // WIDTH
    return field[rows][:, columns]


def crossed_lattice() -> np.ndarray:
    """Two neighbors in the middle that have changed their places."""
    points = lattice(4)
    points[5, 0], points[6, 0] = 0.45, -0.45
    return points


class Stn:
    """Runs the program in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def warp(self, picture: np.ndarray, transform: str, theta, size: tuple[int, int], out: Path | None = None):
        np.save(self.folder / "u.npy", picture)
        np.save(self.folder / "t.npy", np.asarray(theta, np.float32))
        target = out or self.folder / "v.npy"
        subprocess.run(
            [ROOT / "stn", "warp", "--image", "u.npy", "--transform", transform, "--theta", "t.npy",
             "--size", f"{size[0]}x{size[1]}", "--out", target],
            cwd=self.folder, check=True)
        return None if out else np.load(target)

    def panel(self, transform: str, theta) -> np.ndarray:
        return self.warp(drawing(), transform, theta, (HEIGHT, WIDTH))

    def sheet(self, name: str, rows: list[list[np.ndarray]]) -> None:
        """Puts panels side by side on white and lets the program write the picture."""
        lines = []
        for row in rows:
            space = np.ones((HEIGHT, GAP, 3), np.float32)
            lines.append(np.concatenate([part for one in row for part in (one, space)][:-1], 1))
        space = np.ones((GAP, lines[0].shape[1], 3), np.float32)
        whole = np.concatenate([part for one in lines for part in (one, space)][:-1])
        self.warp(whole, "affine", [1, 0, 0, 0, 1, 0], whole.shape[:2], OUT / name)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        stn = Stn(Path(name))
        stn.sheet("transforms-straight.png", [
            [stn.panel("translation", [0.3, -0.2]), stn.panel("rotation", [TURN]),
             stn.panel("attention", [0.5, -0.1, -0.1])],
            [stn.panel("similarity", [0.7, TURN, 0.1, 0]), stn.panel("affine", [1, 0.4, 0, 0.1, 1.2, 0]),
             stn.panel("projective", [1, 0, 0, 0, 1.2, 0, 0, -0.5])],
        ])
        stn.sheet("transforms-bent.png", [
            [stn.panel("tps", bent_lattice()), stn.panel("flow", ripples()), stn.panel("velocity", whirl(1.8))],
        ])
        cosine, sine = math.cos(TURN), math.sin(TURN)
        aspect = WIDTH / HEIGHT
        stn.sheet("transforms-trouble.png", [
            [stn.panel("rotation", [TURN]),
             stn.panel("affine", [cosine, -sine / aspect, 0, sine * aspect, cosine, 0]),
             stn.panel("projective", [1, 0, 0, 0, 1, 0, 0, 1.6])],
            [stn.panel("tps", crossed_lattice()), stn.panel("flow", enlarged(whirl(1.8))),
             stn.panel("velocity", whirl(1.8))],
        ])


if __name__ == "__main__":
    main()
