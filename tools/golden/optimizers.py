#!/usr/bin/env python3
"""Writes golden files for the optimizers: the paths of nine numbers over 100 steps, by PyTorch.

Two weights, classifier/matrix [2, 3] and st0/localization/vector [3], descend the loss sum(c w^2 / 2 + w^4 / 40 + n_t w) in float32; c and
the noise n_t are in the files beside the cases. One folder a case: path.npy [100, 9], the weights after each
step, and origin.json with the settings as a run's config.yaml names them.

A case that is there already is left alone: a golden file is not regenerated to make a test pass.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Callable

import numpy as np
import torch
from torch.optim import lr_scheduler as lr

DEFAULT_OUT = Path(__file__).resolve().parents[2] / "stn-train/src/test/resources/golden-optimizer"
STEPS = 100
SEED = 20150605


def case(make: Callable, schedule: Callable | None = None, *, norm: float = 0, value: float = 0, **settings):
    return dict(make=make, schedule=schedule, norm=norm, value=value, settings=settings)


def sgd(rate, **options):
    return lambda groups: torch.optim.SGD(groups, lr=rate, **options)


def rmsprop(rate, **options):
    return lambda groups: torch.optim.RMSprop(groups, lr=rate, **options)


def adam(rate, **options):
    return lambda groups: torch.optim.Adam(groups, lr=rate, **options)


def adamw(rate, **options):
    return lambda groups: torch.optim.AdamW(groups, lr=rate, **options)


def at(**settings):
    """The settings of plain gradient descent, with some replaced."""
    return dict(optimizer="sgd", rate=0.05, **settings)


CASES = {
    "sgd": case(sgd(0.05), optimizer="sgd", rate=0.05),
    "sgd-decay": case(sgd(0.05, weight_decay=0.1), optimizer="sgd", rate=0.05, weightDecay=0.1),
    "momentum": case(sgd(0.02, momentum=0.9), optimizer="sgd", rate=0.02, momentum=0.9),
    "momentum-decay": case(
        sgd(0.02, momentum=0.5, weight_decay=0.2), optimizer="sgd", rate=0.02, momentum=0.5, weightDecay=0.2
    ),
    "nesterov": case(sgd(0.02, momentum=0.9, nesterov=True), optimizer="nesterov", rate=0.02, momentum=0.9),
    "nesterov-decay": case(
        sgd(0.02, momentum=0.7, nesterov=True, weight_decay=0.1),
        optimizer="nesterov", rate=0.02, momentum=0.7, weightDecay=0.1,
    ),
    "rmsprop": case(rmsprop(0.02), optimizer="rmsprop", rate=0.02),
    "rmsprop-options": case(
        rmsprop(0.02, alpha=0.9, eps=0.1, weight_decay=0.1),
        optimizer="rmsprop", rate=0.02, alpha=0.9, epsilon=0.1, weightDecay=0.1,
    ),
    "rmsprop-momentum": case(rmsprop(0.005, momentum=0.9), optimizer="rmsprop", rate=0.005, momentum=0.9),
    "adam": case(adam(0.05), optimizer="adam", rate=0.05),
    "adam-decay": case(adam(0.05, weight_decay=0.1), optimizer="adam", rate=0.05, weightDecay=0.1),
    "adam-options": case(
        adam(0.05, betas=(0.8, 0.95), eps=0.1), optimizer="adam", rate=0.05, beta1=0.8, beta2=0.95, epsilon=0.1
    ),
    "adamw": case(adamw(0.05), optimizer="adamw", rate=0.05, weightDecay=0.01),
    "adamw-decay": case(adamw(0.05, weight_decay=0.5), optimizer="adamw", rate=0.05, weightDecay=0.5),
    "clip-value": case(sgd(0.05), value=0.3, clipValue=0.3, **at()),
    "clip-norm": case(sgd(0.05), norm=0.5, clipNorm=0.5, **at()),
    "clip-both": case(adamw(0.05), value=0.3, norm=0.5, clipValue=0.3, clipNorm=0.5,
                      optimizer="adamw", rate=0.05, weightDecay=0.01),
    "schedule-step": case(sgd(0.05), lambda o: lr.MultiStepLR(o, [34, 67]), schedule_="step", **at()),
    "schedule-exponential": case(
        sgd(0.05), lambda o: lr.ExponentialLR(o, 0.001 ** (1 / STEPS)), schedule_="exponential 0.001", **at()
    ),
    "schedule-cosine": case(
        adam(0.05), lambda o: lr.CosineAnnealingLR(o, STEPS), schedule_="cosine", optimizer="adam", rate=0.05
    ),
    "schedule-cosine-end": case(
        sgd(0.05), lambda o: lr.CosineAnnealingLR(o, STEPS, eta_min=0.005), schedule_="cosine 0.1", **at()
    ),
    # PyTorch counts its 100 intervals between 101 rates, of which a training of 100 steps uses the first 100.
    "schedule-one-cycle": case(
        sgd(0.05, momentum=0.9),
        lambda o: lr.OneCycleLR(o, 0.05, total_steps=STEPS + 1, pct_start=31 / 101, cycle_momentum=False),
        schedule_="one-cycle", momentum=0.9, **at(),
    ),
    "warm-up": case(sgd(0.05), lambda o: lr.LinearLR(o, 0.1, total_iters=9), warmUp=10, **at()),
    "groups-factor": case(
        lambda groups: torch.optim.Adam(
            [{**groups[0], "lr": 0.05}, {**groups[1], "lr": 0.005}]
        ),
        localizationRate=0.1, optimizer="adam", rate=0.05,
    ),
    "groups-frozen": case(
        lambda groups: torch.optim.SGD([groups[1]], lr=0.05, momentum=0.9),
        groups="classifier=0", momentum=0.9, **at(),
    ),
    "groups-warm-up": case(
        sgd(0.05),
        lambda o: lr.LambdaLR(o, [lambda k: 0.5 * min(1, max(0, (k + 1 - 20) / 30)), lambda k: 1]),
        groups="matrix$=0.5 frozen 20 warm-up 30", **at(),
    ),
}


def path(kind: dict, start: np.ndarray, curvature: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Descends and returns the weights after each step."""
    matrix = torch.nn.Parameter(torch.tensor(start[:6].reshape(2, 3)))
    vector = torch.nn.Parameter(torch.tensor(start[6:]))
    optimizer = kind["make"]([{"params": [matrix]}, {"params": [vector]}])
    schedule = kind["schedule"](optimizer) if kind["schedule"] else None
    c = torch.tensor(curvature)
    steps = []
    for n in torch.tensor(noise):
        optimizer.zero_grad()
        w = torch.cat([matrix.reshape(-1), vector])
        (c * w**2 / 2 + w**4 / 40 + n * w).sum().backward()
        if kind["value"]:
            torch.nn.utils.clip_grad_value_([matrix, vector], kind["value"])
        if kind["norm"]:
            torch.nn.utils.clip_grad_norm_([matrix, vector], kind["norm"])
        optimizer.step()
        if schedule:
            schedule.step()
        steps.append(torch.cat([matrix.reshape(-1), vector]).detach().numpy().copy())
    return np.stack(steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    out = parser.parse_args().out
    random = np.random.default_rng(SEED)
    start = random.normal(0, 1, 9).astype(np.float32)
    curvature = random.uniform(0.2, 2, 9).astype(np.float32)
    noise = random.normal(0, 0.3, (STEPS, 9)).astype(np.float32)
    out.mkdir(parents=True, exist_ok=True)
    for name, values in {"start": start, "curvature": curvature, "noise": noise}.items():
        if not (out / f"{name}.npy").exists():
            np.save(out / f"{name}.npy", values)
    for name, kind in CASES.items():
        folder = out / name
        if folder.exists():
            continue
        folder.mkdir()
        np.save(folder / "path.npy", path(kind, start, curvature, noise))
        settings = {key.rstrip("_"): value for key, value in kind["settings"].items()}
        origin = {
            "library": f"PyTorch {torch.__version__.split('+')[0]}",
            "script": "tools/golden/optimizers.py",
            "seed": SEED,
            "dtype": "float32",
            "settings": settings,
        }
        (folder / "origin.json").write_text(json.dumps(origin, indent=2) + "\n")


if __name__ == "__main__":
    main()
