#!/usr/bin/env python3
"""Sends models back and forth between Java and Python and checks that they compute the same.

Of each fixture: Java trains it and saves it; Python loads that and computes the same; Python saves it again; Java
computes the same, trains on and saves once more; Python computes the same as Java again.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "stn-savedmodel/src/test/resources/savedmodels"


class Mismatch(Exception):
    """What differs."""


def values(array: dict[str, Any]) -> np.ndarray:
    """Reads an array of a fixture's JSON."""
    if array["dtype"] == "string":
        decoded = [base64.b64decode(text) for text in array["values"]]
        return np.array(decoded, object).reshape(array["shape"])
    return np.array(array["values"], array["dtype"]).reshape(array["shape"])


class Trip:
    """The way of one fixture, through files in a folder."""

    def __init__(self, name: str, folder: Path, stn: list[str]) -> None:
        self.expected = json.loads((FIXTURES / f"{name}.json").read_text())
        self.model = FIXTURES / name
        self.folder = folder
        self.stn = stn
        self.training = self.expected["training"]
        self.signature = self.training["signature"]
        self.logits = self.training["logits"]
        arrays = self.expected["signatures"][self.signature]["inputs"]
        self.inputs = {key: values(array) for key, array in arrays.items()}
        self.session = self.expected.get("session", bool(self.expected["feed"]))
        self.feed = {key: values(array) for key, array in self.expected["feed"].items()}

    def arguments(self) -> list[str]:
        """Writes the inputs and returns them as the command line wants them."""
        found = ["--signature", self.signature]
        for option, arrays in (("--input", self.inputs), ("--feed", self.feed)):
            for name, array in arrays.items():
                found += [option, f"{name}={self.written(name, array)}"]
        return found

    def written(self, name: str, array: np.ndarray) -> str:
        if array.dtype != object:
            np.save(self.folder / f"{name}.npy", array)
            return str(self.folder / f"{name}.npy")
        strings = self.folder / name
        strings.mkdir(exist_ok=True)
        for i, text in enumerate(array):
            (strings / f"{i:03}").write_bytes(text)
        return str(strings)

    def java(self, *arguments: str) -> None:
        done = subprocess.run([*self.stn, *arguments], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Mismatch(f"{' '.join(arguments[:2])}: exit {done.returncode}: {done.stderr.strip()}")

    def tune(self, model: Path, out: Path) -> None:
        np.save(self.folder / "labels.npy", values(self.training["labels"]))
        options = ["--labels", str(self.folder / "labels.npy"), "--logits", self.logits]
        options += ["--lr", str(self.training["rate"]), "--steps", "5", "--out", str(out)]
        self.java("finetune", str(model), *self.arguments(), *options)

    def run(self, model: Path) -> np.ndarray:
        out = self.folder / "logits.npy"
        self.java("run", str(model), *self.arguments(), "--output", f"{self.logits}={out}")
        return np.load(out)

    def python(self, model: Path) -> np.ndarray:
        if self.session:
            return self.in_session(model)
        loaded = tf.saved_model.load(str(model))
        tensors = {key: tf.constant(value) for key, value in self.inputs.items()}
        found = loaded.signatures.get(self.signature) or getattr(loaded, self.signature).concrete_functions[0]
        return found(**tensors)[self.logits].numpy()

    def in_session(self, model: Path) -> np.ndarray:
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            meta = tf.compat.v1.saved_model.load(session, ["serve"], str(model))
            signature = meta.signature_def[self.signature]
            fed = {signature.inputs[key].name: value for key, value in self.inputs.items()}
            fed |= {f"{key}:0": value for key, value in self.feed.items()}
            return session.run(signature.outputs[self.logits].name, fed)

    def resave(self, model: Path, out: Path) -> None:
        loaded = tf.saved_model.load(str(model))
        tf.saved_model.save(loaded, str(out), signatures=dict(loaded.signatures) or None)

    def go(self) -> str:
        tuned, again, further = (self.folder / name for name in ("tuned", "again", "further"))
        self.tune(self.model, tuned)
        java = self.run(tuned)
        worst = [same("Java and the fixture", java, values(self.training["tuned_logits"]), 1e-4)]
        worst.append(same("Python after Java", self.python(tuned), java, 1e-5))
        if self.session:
            return f"{max(worst):.1e} (a graph that only a session can call is not saved by Python again)"
        self.resave(tuned, again)
        worst.append(same("Java after Python after Java", self.run(again), java, 1e-5))
        self.tune(again, further)
        worst.append(same("Python at the end", self.python(further), self.run(further), 1e-5))
        return f"{max(worst):.1e}"


def same(what: str, got: np.ndarray, expected: np.ndarray, tolerance: float) -> float:
    """Returns the largest difference; absolute + relative."""
    if got.shape != expected.shape:
        raise Mismatch(f"{what}: {got.shape} is not {expected.shape}")
    error = np.abs(got.astype(np.float64) - expected)
    if not bool((error <= tolerance * (1 + np.abs(expected))).all()):
        raise Mismatch(f"{what}: differ by {error.max():.1e}, tolerance {tolerance:g}")
    return float(error.max())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="fixtures; default: all")
    parser.add_argument("--stn", nargs="+", default=[str(ROOT / "stn")], help="the program, default: ./stn")
    arguments = parser.parse_args()
    failed = 0
    names = arguments.names or sorted(path.stem for path in FIXTURES.glob("*.json"))
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            try:
                print(f"ok    {name:<18} {Trip(name, Path(folder), arguments.stn).go()}", flush=True)
            except Mismatch as mismatch:
                failed += 1
                print(f"FAIL  {name:<18} {mismatch}", flush=True)
    print(f"{len(names) - failed} of {len(names)} models kept what they compute (TensorFlow {tf.__version__})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
