#!/usr/bin/env python3
"""Counts the operations of SavedModels, of Keras' applications and layers, and says of which Python has a gradient.

Writes a JSON file: for each operation its nodes, the models that use it, Python's answer, and one node as an example;
those that no model uses follow, if Python has a gradient. OperationSurveyTest of stn-savedmodel reads it and says the same
of TensorFlow for Java. See README.md.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.core.protobuf import saved_model_pb2  # noqa: E402
from tensorflow.core.framework import node_def_pb2, types_pb2  # noqa: E402
from tensorflow.python.framework import op_def_registry, ops  # noqa: E402

SIDE = 96
APPLICATIONS = (
    "MobileNetV2",
    "MobileNetV3Small",
    "EfficientNetB0",
    "EfficientNetV2B0",
    "ResNet50",
    "ResNet50V2",
    "DenseNet121",
    "InceptionV3",
    "Xception",
    "ConvNeXtTiny",
    "NASNetMobile",
)


IMAGE, SEQUENCE, VOLUME = (12, 16, 3), (5, 4), (6, 8, 10, 2)
LAYERS: dict[str, tuple[Callable[[], Any], tuple[int, ...]]] = {
    "lstm": (lambda: keras.layers.LSTM(6, return_sequences=True), SEQUENCE),
    "lstm_backwards": (lambda: keras.layers.LSTM(6, go_backwards=True), SEQUENCE),
    "gru": (lambda: keras.layers.GRU(6), SEQUENCE),
    "gru_bidirectional": (lambda: keras.layers.Bidirectional(keras.layers.GRU(6)), SEQUENCE),
    "simple_rnn": (lambda: keras.layers.SimpleRNN(6), SEQUENCE),
    "conv_lstm": (lambda: keras.layers.ConvLSTM2D(3, 3), (4, 8, 10, 2)),
    "attention": (lambda: Twice(keras.layers.MultiHeadAttention(2, 4)), SEQUENCE),
    "layer_norm": (lambda: keras.layers.LayerNormalization(), SEQUENCE),
    "einsum_dense": (lambda: keras.layers.EinsumDense("abc,cd->abd", (None, 6)), SEQUENCE),
    "conv1d_causal": (lambda: keras.layers.Conv1D(3, 3, dilation_rate=2, padding="causal"), SEQUENCE),
    "conv2d_dilated": (lambda: keras.layers.Conv2D(3, 3, dilation_rate=2, padding="same"), IMAGE),
    "conv2d_transpose": (lambda: keras.layers.Conv2DTranspose(3, 3, 2, padding="same"), IMAGE),
    "depthwise_dilated": (lambda: keras.layers.DepthwiseConv2D(3, dilation_rate=2), IMAGE),
    "separable": (lambda: keras.layers.SeparableConv2D(4, 3), IMAGE),
    "conv3d": (lambda: keras.layers.Conv3D(3, 3, 2, padding="same"), VOLUME),
    "conv3d_transpose": (lambda: keras.layers.Conv3DTranspose(3, 3, 2, padding="same"), VOLUME),
    "max_pool3d": (lambda: keras.layers.MaxPooling3D(2), VOLUME),
    "average_pool3d": (lambda: keras.layers.AveragePooling3D(2), VOLUME),
    "group_norm": (lambda: keras.layers.GroupNormalization(3), IMAGE),
    "spectral_norm": (lambda: keras.layers.SpectralNormalization(keras.layers.Conv2D(3, 3)), IMAGE),
    "unit_norm": (lambda: keras.layers.UnitNormalization(), IMAGE),
    "up_nearest": (lambda: keras.layers.UpSampling2D(2), IMAGE),
    "up_bilinear": (lambda: keras.layers.UpSampling2D(2, interpolation="bilinear"), IMAGE),
    "up_bicubic": (lambda: keras.layers.UpSampling2D(2, interpolation="bicubic"), IMAGE),
    "resizing": (lambda: keras.layers.Resizing(9, 7), IMAGE),
    "resizing_area": (lambda: keras.layers.Resizing(6, 8, interpolation="area"), IMAGE),
    "resizing_lanczos": (lambda: keras.layers.Resizing(9, 7, interpolation="lanczos5"), IMAGE),
    "center_crop": (lambda: keras.layers.CenterCrop(9, 7), IMAGE),
    "rotation": (lambda: Always(keras.layers.RandomRotation(0.1)), IMAGE),
    "perspective": (lambda: Always(keras.layers.RandomPerspective(1.0)), IMAGE),
    "gaussian_blur": (lambda: Always(keras.layers.RandomGaussianBlur()), IMAGE),
    "hue": (lambda: Always(keras.layers.RandomHue(0.2)), IMAGE),
    "gelu": (lambda: keras.layers.Activation("gelu"), IMAGE),
    "silu": (lambda: keras.layers.Activation("silu"), IMAGE),
    "mish": (lambda: keras.layers.Activation("mish"), IMAGE),
    "elu": (lambda: keras.layers.ELU(), IMAGE),
    "selu": (lambda: keras.layers.Activation("selu"), IMAGE),
    "softplus": (lambda: keras.layers.Activation("softplus"), IMAGE),
    "softsign": (lambda: keras.layers.Activation("softsign"), IMAGE),
    "leaky_relu": (lambda: keras.layers.LeakyReLU(), IMAGE),
    "prelu": (lambda: keras.layers.PReLU(), IMAGE),
    "log_softmax": (lambda: keras.layers.Activation("log_softmax"), SEQUENCE),
    "sparsemax": (lambda: keras.layers.Activation("sparsemax"), SEQUENCE),
    "sparse_plus": (lambda: keras.layers.Activation("sparse_plus"), IMAGE),
}


class Twice(keras.Layer):
    """A layer of two inputs that gets the same one twice."""

    def __init__(self, inner: keras.Layer) -> None:
        super().__init__()
        self.inner = inner

    def call(self, x: Any) -> Any:
        return self.inner(x, x)


class Always(keras.Layer):
    """A layer that does what it does in training."""

    def __init__(self, inner: keras.Layer) -> None:
        super().__init__()
        self.inner = inner

    def call(self, x: Any) -> Any:
        return self.inner(x, training=True)


def application(name: str) -> tuple[keras.Model, tuple[int, ...]]:
    shape = (SIDE, SIDE, 3)
    return getattr(keras.applications, name)(weights=None, input_shape=shape, classes=3), shape


def layer(name: str) -> tuple[keras.Model, tuple[int, ...]]:
    make, shape = LAYERS[name]
    return keras.Sequential([keras.Input(shape), make()]), shape


def export(model: keras.Model, shape: tuple[int, ...], folder: Path) -> None:
    """Saves a model with random weights for use, any number of examples at a time."""
    archive = keras.export.ExportArchive()
    archive.track(model)
    spec = [tf.TensorSpec([None, *shape], tf.float32, "image")]
    archive.add_endpoint("serve", lambda image: model(image, training=False), input_signature=spec)
    archive.write_out(str(folder), verbose=False)
    keras.backend.clear_session()


def nodes(folder: Path) -> Iterator[Any]:
    """Gives all nodes of the graph and of its functions; those that only save and restore are among them."""
    model = saved_model_pb2.SavedModel.FromString((folder / "saved_model.pb").read_bytes())
    for meta in model.meta_graphs:
        yield from meta.graph_def.node
        for function in meta.graph_def.library.function:
            yield from function.node_def


def gradient(operation: str) -> str:
    """Says what Python's registry has: a gradient, that there is none on purpose (flat), or nothing."""
    try:
        return "flat" if ops.gradient_registry.lookup(operation) is None else "yes"
    except LookupError:
        return "no"


def unused(used: set[str]) -> Iterator[Any]:
    """Gives a node of each other operation that Python has a gradient of, its types float32 where that is allowed."""
    for name in sorted(dir(tf.raw_ops)):
        definition = op_def_registry.get(name)
        if definition is not None and name not in used and gradient(name) == "yes":
            node = node_def_pb2.NodeDef(name="node", op=name)
            for attribute in definition.attr:
                if not attribute.HasField("default_value"):
                    fill(node.attr[attribute.name], attribute)
            yield node


def fill(value: Any, attribute: Any) -> None:
    allowed = list(attribute.allowed_values.list.type)
    one = allowed[0] if allowed and types_pb2.DT_FLOAT not in allowed else types_pb2.DT_FLOAT
    match attribute.type:
        case "type":
            value.type = types_pb2.DT_INT32 if attribute.name in ("Tidx", "Tindices", "Tshape") else one
        case "list(type)":
            value.list.type.extend([one, one])
        case "int":
            value.i = max(attribute.minimum, 2)
        case "list(int)":
            value.list.i.extend([1] * max(attribute.minimum, 4))
        case "float":
            value.f = 1
        case "string":
            value.s = attribute.allowed_values.list.s[0] if attribute.allowed_values.list.s else b"ab,bc->ac"
        case "shape":
            value.shape.unknown_rank = True


def survey(folders: dict[str, Path]) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter()
    models: dict[str, set[str]] = {}
    examples: dict[str, Any] = {}
    for name, folder in folders.items():
        for node in nodes(folder):
            counts[node.op] += 1
            models.setdefault(node.op, set()).add(name)
            examples.setdefault(node.op, node)
    for node in unused(set(counts)):
        examples[node.op] = node
        counts[node.op] = 0
    return [
        {
            "operation": operation,
            "nodes": count,
            "models": sorted(models.get(operation, [])),
            "python": gradient(operation),
            "example": base64.b64encode(examples[operation].SerializeToString()).decode(),
        }
        for operation, count in counts.most_common()
        if not operation.startswith("__")
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, help="searched for saved_model.pb, however deep")
    parser.add_argument("--keras", action="store_true", help="export Keras' applications and layers, too")
    parser.add_argument("--keep", type=Path, help="where these stay; models that are there already are used")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    found = {str(pb.parent): pb.parent for folder in arguments.folders for pb in sorted(folder.rglob("saved_model.pb"))}
    with tempfile.TemporaryDirectory() as temporary:
        root = arguments.keep or Path(temporary)
        for name in [*APPLICATIONS, *LAYERS] if arguments.keras else []:
            found[name] = root / name
            if not (root / name / "saved_model.pb").exists():
                export(*(layer(name) if name in LAYERS else application(name)), root / name)
        rows = survey(found)
    arguments.out.write_text(json.dumps(rows, indent=1) + "\n")
    print(f"{len(rows)} operations, {sum(row['nodes'] > 0 for row in rows)} of them in {len(found)} models")
    return 0


if __name__ == "__main__":
    sys.exit(main())
