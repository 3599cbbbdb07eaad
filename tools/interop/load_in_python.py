#!/usr/bin/env python3
"""Loads an exported SavedModel in Python TensorFlow and checks what the toolkit promises of it.

Prints one line a check and ends with 1 when one of them failed, 2 when an argument is unusable.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.core.protobuf import saved_model_pb2  # noqa: E402

PREDICT = "tensorflow/serving/predict"
CALLS = {"PartitionedCall", "StatefulPartitionedCall", "SymbolicGradient", "XlaLaunch"}
IMAGE = "image"


class Mismatch(Exception):
    """What a check found wrong."""


def require(condition: bool, message: str) -> None:
    if not condition:
        raise Mismatch(message)


class Model:
    """A SavedModel as Python sees it, beside its protocol buffer and the image it is run on."""

    def __init__(self, folder: Path, image: np.ndarray | None) -> None:
        proto = saved_model_pb2.SavedModel()
        proto.ParseFromString((folder / "saved_model.pb").read_bytes())
        self.folder = folder
        self.meta = proto.meta_graphs[0]
        self.loaded = tf.saved_model.load(str(folder))
        self.image = self.random_image(2) if image is None else image

    def random_image(self, count: int) -> np.ndarray:
        """Returns images [count, H, W, C] of the size that the signature asks for."""
        require("serving_default" in self.meta.signature_def, "no signature serving_default")
        inputs = self.meta.signature_def["serving_default"].inputs
        require(IMAGE in inputs, f"serving_default has inputs {sorted(inputs)}, not {IMAGE}")
        sizes = [dim.size for dim in inputs[IMAGE].tensor_shape.dim]
        shape = [count] + [size if size > 0 else 28 for size in sizes[1:]]
        dtype = tf.as_dtype(inputs[IMAGE].dtype).as_numpy_dtype
        return np.random.default_rng(7).random(shape).astype(dtype)

    def call(self, signature: str, image: np.ndarray) -> dict[str, np.ndarray]:
        outputs = self.loaded.signatures[signature](**{IMAGE: tf.constant(image)})
        return {name: value.numpy() for name, value in outputs.items()}

    def outputs(self) -> dict[str, np.ndarray]:
        """Returns the outputs of all signatures on the image."""
        found: dict[str, np.ndarray] = {}
        for signature in sorted(self.meta.signature_def):
            found |= self.call(signature, self.image)
        return found

    def variables(self) -> list[tf.Variable]:
        return list(self.loaded.variables)

    def trainable(self) -> list[tf.Variable]:
        return list(self.loaded.trainable_variables)


def check_signature(model: Model, name: str) -> list[str]:
    """Checks what all signatures have in common and returns the outputs of one."""
    require(name in model.loaded.signatures, f"no signature {name}: {sorted(model.loaded.signatures)}")
    signature = model.meta.signature_def[name]
    require(sorted(signature.inputs) == [IMAGE], f"{name} takes {sorted(signature.inputs)}")
    require(signature.method_name == PREDICT, f"{name} has the method name {signature.method_name!r}")
    return sorted(signature.outputs)


def check_signatures(model: Model) -> str:
    classify = check_signature(model, "serving_default")
    require(classify == ["logits", "probabilities"], f"serving_default gives {classify}")
    if not {"theta", "warp"} & set(model.loaded.signatures):
        return "serving_default; no transformers"
    theta = check_signature(model, "theta")
    numbers = [name.removeprefix("theta") for name in theta]
    counted = sorted(f"_{i}" for i in range(len(numbers)))
    require(numbers == [""] or numbers == counted, f"theta gives {theta}")
    expected = sorted(f"{kind}{number}" for kind in ("grid", "warped") for number in numbers)
    warp = check_signature(model, "warp")
    require(warp == expected, f"warp gives {warp}, not {expected} as theta's outputs are {theta}")
    return f"serving_default; theta -> {', '.join(theta)}; warp -> {', '.join(warp)}"


def check_tags(model: Model) -> str:
    tags = list(model.meta.meta_info_def.tags)
    require(tags == ["serve"], f"tags are {tags}, not ['serve']")
    return "serve"


def check_operations(model: Model) -> str:
    nodes = model.meta.graph_def.node
    calls = sorted({node.op for node in nodes} & CALLS)
    require(not calls, f"the graph calls functions through {calls}")
    bodies = [node for f in model.meta.graph_def.library.function for node in f.node_def]
    operations = sorted({node.op for node in [*nodes, *bodies]})
    known = {name for name in dir(tf.raw_ops) if not name.startswith("_")}
    custom = [op for op in operations if op not in known]
    require(not custom, f"operations that plain TensorFlow has not: {custom}")
    compiled = sorted({node.name for node in [*nodes, *bodies] if "_XlaMustCompile" in node.attr})
    require(not compiled, f"compiled nodes: {compiled}")
    return f"{len(nodes)} nodes of {len(operations)} kinds"


def check_batches(model: Model) -> str:
    for signature in sorted(model.meta.signature_def):
        whole = model.call(signature, model.random_image(5))
        for name, value in whole.items():
            require(value.shape[0] == 5, f"{signature}.{name} has the shape {value.shape} for 5 images")
            require(bool(np.isfinite(value).all()), f"{signature}.{name} is not finite")
        single = model.call(signature, model.random_image(5)[:1])
        for name, value in single.items():
            require(np.allclose(value, whole[name][:1], atol=1e-5), f"{signature}.{name} depends on the batch")
    return "1 and 5 images agree in every signature"


def check_probabilities(model: Model) -> str:
    outputs = model.call("serving_default", model.image)
    expected = tf.nn.softmax(outputs["logits"]).numpy()
    worst = float(np.abs(outputs["probabilities"] - expected).max())
    require(worst <= 1e-6, f"probabilities are off softmax(logits) by {worst:.1e}")
    return f"softmax(logits) to {worst:.1e}"


def check_variables(model: Model) -> str:
    variables, trainable = model.variables(), model.trainable()
    require(len(variables) > 0, "loaded.variables is empty")
    require(len(trainable) > 0, "loaded.trainable_variables is empty")
    reader = tf.train.load_checkpoint(str(model.folder / "variables" / "variables"))
    for variable in variables:
        key = variable.name.removesuffix(":0")
        require(reader.has_tensor(key), f"the checkpoint has no {key}")
        same = np.array_equal(reader.get_tensor(key), variable.numpy(), equal_nan=True)
        require(same, f"{key} differs from the checkpoint")
    names = {variable.name for variable in trainable}
    state = sorted(v.name.removesuffix(":0") for v in variables if v.name not in names)
    moving = [name for name in names if "moving_mean" in name or "moving_variance" in name]
    require(not moving, f"moving statistics are trainable: {moving}")
    require(len(state) + len(names) == len(variables), "trainable variables are missing from loaded.variables")
    count = sum(int(np.prod(v.shape)) for v in trainable)
    kept = f", kept but not trained: {', '.join(state)}" if state else ""
    return f"{len(variables)} variables, {len(trainable)} trainable, {count} parameters{kept}"


def check_gradients(model: Model) -> str:
    require(len(model.trainable()) > 0, "no variable is trainable")
    signature = model.loaded.signatures["serving_default"]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(signature(**{IMAGE: tf.constant(model.image)})["logits"]))
    gradients = tape.gradient(loss, model.trainable())
    none = [v.name for v, gradient in zip(model.trainable(), gradients) if gradient is None]
    require(not none, f"no gradient reaches {none}")
    return f"reach all {len(gradients)} trainable variables"


def check_keras(model: Model) -> str:
    layer = keras.layers.TFSMLayer(str(model.folder), call_endpoint="serving_default")
    outputs = layer(model.image)
    expected = model.call("serving_default", model.image)["logits"]
    require(np.allclose(outputs["logits"], expected, atol=1e-5), "TFSMLayer computes other logits")
    require(len(layer.trainable_weights) > 0, "TFSMLayer has no trainable weights")
    return f"TFSMLayer: same logits, {len(layer.trainable_weights)} trainable weights"


CHECKS: list[tuple[str, Callable[[Model], str]]] = [
    ("tags", check_tags),
    ("signatures", check_signatures),
    ("operations", check_operations),
    ("batch size", check_batches),
    ("probabilities", check_probabilities),
    ("variables", check_variables),
    ("gradients", check_gradients),
    ("keras", check_keras),
]


def compare(model: Model, name: str, expected: np.ndarray, tolerance: float) -> str:
    """Compares an output, absolute + relative, with the file's array."""
    outputs = model.outputs()
    require(name in outputs, f"no output {name}; there are {sorted(outputs)}")
    got = outputs[name]
    require(got.shape == expected.shape, f"the shape is {got.shape}, not {expected.shape}")
    error = np.abs(got.astype(np.float64) - expected)
    excess = error - tolerance * (1 + np.abs(expected))
    index = np.unravel_index(int(np.nanargmax(np.where(np.isnan(excess), np.inf, excess))), error.shape)
    place = [int(i) for i in index]
    detail = f"{place}: got {got[index]:.8g}, expected {expected[index]:.8g}, tolerance {tolerance:g}"
    require(bool(excess[index] <= 0), detail)
    return f"equal to {float(error.max()):.1e}"


def first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0]}"


def run(checks: list[tuple[str, Callable[[], str]]]) -> Iterator[tuple[str, bool, str]]:
    for name, check in checks:
        try:
            yield name, True, check()
        except Mismatch as mismatch:
            yield name, False, str(mismatch)
        except Exception as error:  # a check that cannot run is a check that failed
            yield name, False, first_line(error)


def array(path: str) -> np.ndarray:
    try:
        return np.load(path)
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{path}: {error}") from error


def expectation(text: str) -> tuple[str, np.ndarray]:
    name, equals, path = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text}: expected OUTPUT=FILE.npy")
    return name, array(path)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("saved_model", type=Path)
    parser.add_argument("--image", type=array, metavar="X.npy", help="what to run on, default: noise")
    parser.add_argument("--expect", type=expectation, action="append", default=[], metavar="OUTPUT=Y.npy")
    parser.add_argument("--tolerance", type=float, default=1e-5, help="absolute + relative, default 1e-5")
    arguments = parser.parse_args()
    if not (arguments.saved_model / "saved_model.pb").is_file():
        parser.error(f"saved_model: {arguments.saved_model} holds no saved_model.pb")
    if arguments.expect and arguments.image is None:
        parser.error("--expect: give the image that was run with --image")
    return arguments


def main() -> int:
    arguments = parse()
    try:
        model = Model(arguments.saved_model, arguments.image)
    except Exception as error:
        print(f"FAIL  {'load':<14} {first_line(error)}")
        return 1
    checks = [(name, lambda check=check: check(model)) for name, check in CHECKS]
    for name, expected in arguments.expect:
        checks.append((name, lambda n=name, e=expected: compare(model, n, e, arguments.tolerance)))
    failed = 0
    for name, passed, detail in run(checks):
        failed += not passed
        print(f"{'ok  ' if passed else 'FAIL'}  {name:<14} {detail}")
    print(f"{len(checks) - failed} of {len(checks)} checks passed (TensorFlow {tf.__version__}, Keras {keras.__version__})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
