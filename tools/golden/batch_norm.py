#!/usr/bin/env python3
"""Writes golden files for batch norm: outputs, gradients and moving statistics, by Keras in float64.

One file a case, CASE.json: shape, x, gamma, beta, the upstream gradient dy, momentum and epsilon; y, dx, dgamma and
dbeta of the training form, the moving statistics after one step and after a second one with -x, and y of the
inference form then (inference_y).

A case that is there already is left alone: a golden file is not regenerated to make a test pass.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

DEFAULT_OUT = Path(__file__).resolve().parents[2] / "stn-models/src/test/resources/golden-batch-norm"

CASES = {
    "features": dict(shape=(5, 3)),
    "maps": dict(shape=(2, 3, 4, 3)),
    "maps-momentum": dict(shape=(3, 2, 5, 2), momentum=0.9, epsilon=1e-5),
    "one-image": dict(shape=(1, 3, 2, 2)),
    "volumes": dict(shape=(2, 2, 3, 4, 2)),
}


def write(folder: Path, name: str, shape, **options) -> None:
    path = folder / f"{name}.json"
    if path.exists():
        return
    seed = zlib.crc32(name.encode())
    random = np.random.default_rng(seed)
    x = np.round(random.normal(0.5, 2, shape), 6)
    dy = np.round(random.normal(0, 1, shape), 6)
    layer = keras.layers.BatchNormalization(dtype="float64", **options)
    layer.build(shape)
    layer.gamma.assign(np.round(random.uniform(0.5, 2, shape[-1]), 6))
    layer.beta.assign(np.round(random.normal(0, 1, shape[-1]), 6))

    variables = [tf.constant(x), layer.gamma.value, layer.beta.value]
    with tf.GradientTape() as tape:
        tape.watch(variables)
        y = layer(variables[0], training=True)
        loss = tf.reduce_sum(y * dy)
    dx, dgamma, dbeta = tape.gradient(loss, variables)
    once = [layer.moving_mean.numpy(), layer.moving_variance.numpy()]
    layer(-variables[0], training=True)

    case = dict(
        origin=dict(library="Keras", version=keras.__version__, tensorflow=tf.__version__, script=Path(__file__).name, seed=seed),
        shape=shape,
        momentum=layer.momentum,
        epsilon=layer.epsilon,
        x=x,
        gamma=layer.gamma.numpy(),
        beta=layer.beta.numpy(),
        dy=dy,
        y=y.numpy(),
        dx=dx.numpy(),
        dgamma=dgamma.numpy(),
        dbeta=dbeta.numpy(),
        moving_mean=once[0],
        moving_variance=once[1],
        moving_mean_2=layer.moving_mean.numpy(),
        moving_variance_2=layer.moving_variance.numpy(),
        inference_y=layer(variables[0], training=False).numpy(),
    )
    flat = {key: value.ravel().tolist() if isinstance(value, np.ndarray) else value for key, value in case.items()}
    path.write_text(json.dumps(flat, indent=1) + "\n")
    print(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    for name, options in CASES.items():
        write(folder, name, **options)


if __name__ == "__main__":
    main()
