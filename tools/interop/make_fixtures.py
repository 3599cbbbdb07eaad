#!/usr/bin/env python3
"""Makes small SavedModels of many styles, with what Python computes by them, as test resources.

Each model stands in a folder of its name, and NAME.json beside it says what every signature gives and, for those
that can be trained, what GradientTape and five steps of gradient descent give. See README.md for the fields.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

DEFAULT_OUT = Path(__file__).parents[2] / "stn-savedmodel/src/test/resources/savedmodels"
HEIGHT, WIDTH, CLASSES = 6, 8, 3
BATCH = 4
STEPS = 5
SERVING = "serving_default"
KERAS_INPUT = "inputs"  # of the signature that Keras 3 makes for tf.saved_model.save
IMAGE_SPEC = tf.TensorSpec([None, HEIGHT, WIDTH, 1], tf.float32, "image")


@dataclass
class Training:
    """What is trained: cross entropy of a signature's logits, by gradient descent."""

    signature: str = SERVING
    image: str = "image"
    logits: str = "logits"
    rate: float = 0.1
    reference: Callable[[dict[str, tf.Variable], tf.Tensor], tf.Tensor] | None = None
    """Computes the logits of the variables and the image, with the gradients that Python's own operation lacks."""


@dataclass
class Fixture:
    """A model on disk, with inputs for each of its signatures."""

    inputs: dict[str, dict[str, Any]]
    training: Training
    feed: dict[str, Any] = field(default_factory=dict)
    session: bool = False  # whether only a session of TensorFlow 1 can call it
    training_mode: dict[str, Any] | None = None


def images(seed: int = 3, count: int = BATCH) -> np.ndarray:
    """Returns images [count, HEIGHT, WIDTH, 1]: one smooth blob each, so that a warp's gradient is not noise."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    cy, cx = rng.uniform(1, HEIGHT - 2, count), rng.uniform(1, WIDTH - 2, count)
    blobs = np.exp(-((y[None] - cy[:, None, None]) ** 2 + (x[None] - cx[:, None, None]) ** 2) / 4)
    return (0.9 * blobs + 0.1 * rng.random(blobs.shape)).astype(np.float32)[..., None]


LABELS = np.array([0, 2, 1, 1], np.int64)


def weight(rng: np.random.Generator, *shape: int, scale: float = 0.5) -> np.ndarray:
    return (scale * rng.standard_normal(shape)).astype(np.float32)


def target_grid(height: int, width: int) -> np.ndarray:
    """Returns the (x, y) of each pixel's centre, [height * width, 2], with the outer edges at -1 and 1."""
    y = (np.arange(height) + 0.5) * 2 / height - 1
    x = (np.arange(width) + 0.5) * 2 / width - 1
    return np.stack(np.meshgrid(x, y), -1).reshape(-1, 2).astype(np.float32)


def affine_grid(theta: tf.Tensor, height: int, width: int) -> tf.Tensor:
    """Maps the target grid by theta [N, 6]; gives [N, height, width, 2]."""
    points = np.concatenate([target_grid(height, width), np.ones((height * width, 1), np.float32)], 1)
    mapped = tf.linalg.matmul(tf.constant(points), tf.reshape(theta, [-1, 2, 3]), transpose_b=True)
    return tf.reshape(mapped, [-1, height, width, 2])


def sample(u: tf.Tensor, grid: tf.Tensor) -> tf.Tensor:
    """Reads u [N, H, W, C] bilinearly at grid [N, H', W', 2]; beyond the edge it is the edge."""
    size = tf.cast(tf.shape(u)[1:3], tf.float32)
    x = tf.clip_by_value(((grid[..., 0] + 1) * size[1] - 1) / 2, 0.0, size[1] - 1)
    y = tf.clip_by_value(((grid[..., 1] + 1) * size[0] - 1) / 2, 0.0, size[0] - 1)
    left = tf.minimum(tf.floor(x), size[1] - 2)
    top = tf.minimum(tf.floor(y), size[0] - 2)
    fx, fy = (x - left)[..., None], (y - top)[..., None]
    column, row = tf.cast(left, tf.int32), tf.cast(top, tf.int32)
    corners = [tf.stack([row + dy, column + dx], -1) for dy in (0, 1) for dx in (0, 1)]
    values = tf.gather_nd(u, tf.stack(corners, 3), batch_dims=1)
    weights = [(1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx]
    return tf.reduce_sum(values * tf.stack(weights, 3), 3)


def nearly_identity(rng: np.random.Generator) -> np.ndarray:
    return np.array([0.9, 0.05, 0.03, -0.04, 0.85, -0.02], np.float32) + weight(rng, 6, scale=0.02)


class Dense(tf.Module):
    """A layer of weights and biases that flattens what it gets."""

    def __init__(self, rng: np.random.Generator, inputs: int, outputs: int, name: str) -> None:
        super().__init__(name=name)
        with self.name_scope:
            self.kernel = tf.Variable(weight(rng, inputs, outputs, scale=0.3), name="kernel")
            self.bias = tf.Variable(weight(rng, outputs, scale=0.1), name="bias")

    @tf.function
    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        flat = tf.reshape(x, [-1, self.kernel.shape[0]])
        return tf.linalg.matmul(flat, self.kernel) + self.bias


class SpatialTransformer(tf.Module):
    """An affine spatial transformer whose localization is one layer."""

    def __init__(self, rng: np.random.Generator, name: str) -> None:
        super().__init__(name=name)
        self.localization = Dense(rng, HEIGHT * WIDTH, 6, f"{name}_localization")
        self.localization.kernel.assign(weight(rng, HEIGHT * WIDTH, 6, scale=0.02))
        self.localization.bias.assign(nearly_identity(rng))

    @tf.function
    def __call__(self, u: tf.Tensor) -> dict[str, tf.Tensor]:
        theta = self.localization(u)
        grid = affine_grid(theta, HEIGHT, WIDTH)
        return {"theta": theta, "grid": grid, "warped": sample(u, grid)}


class NestedModule(tf.Module):
    """Functions that call functions: a transformer, a convolution and a dense layer."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(name="nested")
        self.transformer = SpatialTransformer(rng, "st")
        self.kernel = tf.Variable(weight(rng, 3, 3, 1, 2), name="conv/kernel")
        self.classifier = Dense(rng, 3 * 4 * 2, CLASSES, "classifier")
        self.scale = tf.Variable(1.5, trainable=False, name="scale")

    @tf.function
    def features(self, v: tf.Tensor) -> tf.Tensor:
        convolved = tf.nn.relu(tf.nn.conv2d(v, self.kernel, 1, "SAME"))
        return tf.nn.max_pool2d(convolved, 2, 2, "VALID")

    @tf.function(input_signature=[IMAGE_SPEC])
    def __call__(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        logits = self.scale * self.classifier(self.features(self.transformer(image)["warped"]))
        return {"logits": logits, "probabilities": tf.nn.softmax(logits)}


class SignaturesModule(tf.Module):
    """One module, many signatures: classify, theta, warp, half precision, a counter, integers."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(name="signatures")
        self.transformer = SpatialTransformer(rng, "st")
        self.classifier = Dense(rng, HEIGHT * WIDTH, CLASSES, "classifier")
        self.count = tf.Variable(0, dtype=tf.int64, trainable=False, name="count")

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        logits = self.classifier(self.transformer(image)["warped"])
        return {"logits": logits, "probabilities": tf.nn.softmax(logits)}

    @tf.function(input_signature=[IMAGE_SPEC])
    def theta(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"theta": self.transformer(image)["theta"]}

    @tf.function(input_signature=[IMAGE_SPEC])
    def warp(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        parts = self.transformer(image)
        return {"warped": parts["warped"], "grid": parts["grid"]}

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float16, "x")])
    def half(self, x: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"y": x * tf.constant(0.5, tf.float16) + tf.constant(2, tf.float16)}

    @tf.function(input_signature=[tf.TensorSpec([], tf.int64, "amount")])
    def add(self, amount: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"count": self.count.assign_add(amount)}

    @tf.function(
        input_signature=[tf.TensorSpec([None], tf.int32, "a"), tf.TensorSpec([None], tf.bool, "negate")]
    )
    def integers(self, a: tf.Tensor, negate: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"b": tf.where(negate, -a, a), "large": a > 10}


class ParallelModule(tf.Module):
    """Two spatial transformers side by side, each with a classifier of its own, summed."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(name="parallel")
        self.transformers = [SpatialTransformer(rng, f"st{i}") for i in range(2)]
        self.classifiers = [Dense(rng, HEIGHT * WIDTH, CLASSES, f"classifier{i}") for i in range(2)]

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        pairs = zip(self.transformers, self.classifiers)
        return {"logits": tf.add_n([dense(st(image)["warped"]) for st, dense in pairs])}

    @tf.function(input_signature=[IMAGE_SPEC])
    def theta(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {f"theta_{i}": st(image)["theta"] for i, st in enumerate(self.transformers)}


class SplineModule(tf.Module):
    """A thin plate spline of 2 x 3 control points, its linear system solved in the graph."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(name="spline")
        y, x = np.meshgrid([-0.7, 0.7], [-0.8, 0.0, 0.8], indexing="ij")
        self.control = np.stack([x, y], -1).reshape(-1, 2).astype(np.float32)
        self.localization = Dense(rng, HEIGHT * WIDTH, self.control.size, "localization")
        self.localization.kernel.assign(weight(rng, HEIGHT * WIDTH, self.control.size, scale=0.02))
        self.localization.bias.assign(self.control.reshape(-1) * 0.9)
        self.classifier = Dense(rng, HEIGHT * WIDTH, CLASSES, "classifier")

    def radial(self, points: tf.Tensor, count: int) -> tf.Tensor:
        squared = tf.reduce_sum((points[:, None] - self.control[None]) ** 2, -1)
        kernel = squared * tf.math.log(squared + 1e-9)
        return tf.concat([kernel, tf.ones([count, 1]), points], 1)

    def warp(self, image: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        points = len(self.control)
        theta = tf.reshape(self.localization(image), [-1, points, 2])
        upper = self.radial(tf.constant(self.control), points)
        lower = tf.concat([tf.transpose(upper[:, points:]), tf.zeros([3, 3])], 1)
        inverse = tf.linalg.inv(tf.concat([upper, lower], 0))
        padded = tf.concat([theta, tf.zeros([tf.shape(theta)[0], 3, 2])], 1)
        weights = tf.einsum("ij,njk->nik", inverse, padded)
        target = self.radial(tf.constant(target_grid(HEIGHT, WIDTH)), HEIGHT * WIDTH)
        grid = tf.reshape(tf.einsum("pi,nik->npk", target, weights), [-1, HEIGHT, WIDTH, 2])
        return theta, sample(image, grid)

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        theta, warped = self.warp(image)
        return {"logits": self.classifier(warped), "theta": theta}


class ProjectiveModule(tf.Module):
    """A localization layer whose eight outputs are a transform of TensorFlow's ImageProjectiveTransformV3."""

    SIZE = (5, 7)
    FILL = 0.2

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(name="projective")
        self.localization = Dense(rng, HEIGHT * WIDTH, 8, "localization")
        self.localization.kernel.assign(weight(rng, HEIGHT * WIDTH, 8, scale=0.01))
        self.localization.bias.assign(np.array([0.9, 0.1, 0.4, -0.1, 1.1, -0.3, 0.01, -0.02], np.float32))
        self.classifier = Dense(rng, self.SIZE[0] * self.SIZE[1], CLASSES, "classifier")

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        warped = tf.raw_ops.ImageProjectiveTransformV3(
            images=image,
            transforms=self.localization(image),
            output_shape=self.SIZE,
            fill_value=self.FILL,
            interpolation="BILINEAR",
            fill_mode="CONSTANT",
        )
        return {"logits": self.classifier(warped)}


def projective_logits(variables: dict[str, tf.Variable], image: tf.Tensor) -> tf.Tensor:
    """Computes what ProjectiveModule does, of gathers."""
    flat = tf.reshape(image, [-1, HEIGHT * WIDTH])
    a = flat @ variables["localization/kernel"] + variables["localization/bias"]
    y, x = np.mgrid[0 : ProjectiveModule.SIZE[0], 0 : ProjectiveModule.SIZE[1]].astype(np.float32)
    a = [entry[:, None, None] for entry in tf.unstack(a, num=8, axis=1)]
    k = a[6] * x + a[7] * y + 1
    column, row = (a[0] * x + a[1] * y + a[2]) / k, (a[3] * x + a[4] * y + a[5]) / k
    warped = tf.zeros_like(column)
    for down in (0, 1):
        for right in (0, 1):
            i, j = tf.cast(tf.floor(row), tf.int32) + down, tf.cast(tf.floor(column), tf.int32) + right
            inside = (i >= 0) & (i < HEIGHT) & (j >= 0) & (j < WIDTH)
            place = tf.clip_by_value(i, 0, HEIGHT - 1) * WIDTH + tf.clip_by_value(j, 0, WIDTH - 1)
            pixel = tf.where(inside, tf.gather(flat, place, axis=1, batch_dims=1), ProjectiveModule.FILL)
            warped += pixel * (1 - tf.abs(row - tf.cast(i, tf.float32))) * (1 - tf.abs(column - tf.cast(j, tf.float32)))
    features = tf.reshape(warped, [-1, ProjectiveModule.SIZE[0] * ProjectiveModule.SIZE[1]])
    return features @ variables["classifier/kernel"] + variables["classifier/bias"]


class BatchNormModule(tf.Module):
    """A convolution with TensorFlow's fused batch norm, in inference and in training form."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(name="batch_norm")
        self.kernel = tf.Variable(weight(rng, 3, 3, 1, 2), name="conv/kernel")
        self.gamma = tf.Variable(1 + weight(rng, 2, scale=0.1), name="norm/gamma")
        self.beta = tf.Variable(weight(rng, 2, scale=0.1), name="norm/beta")
        self.mean = tf.Variable(weight(rng, 2, scale=0.1), trainable=False, name="norm/moving_mean")
        self.variance = tf.Variable([0.4, 0.9], trainable=False, name="norm/moving_variance")
        self.classifier = Dense(rng, HEIGHT * WIDTH * 2, CLASSES, "classifier")

    def logits(self, image: tf.Tensor, training: bool) -> tf.Tensor:
        convolved = tf.nn.conv2d(image, self.kernel, 1, "SAME")
        normed, mean, variance = tf.compat.v1.nn.fused_batch_norm(
            convolved,
            self.gamma,
            self.beta,
            None if training else self.mean,
            None if training else self.variance,
            epsilon=1e-3,
            is_training=training,
        )
        if training:
            self.mean.assign(0.99 * self.mean + 0.01 * mean)
            self.variance.assign(0.99 * self.variance + 0.01 * variance)
        return self.classifier(tf.nn.relu(normed))

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"logits": self.logits(image, training=False)}


class ControlFlowModule(tf.Module):
    """Loops and branches: some that are known before a run, one that only the image decides."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(name="control_flow")
        self.mixing = tf.Variable(0.3 * np.eye(WIDTH, dtype=np.float32) + weight(rng, WIDTH, WIDTH, scale=0.1), name="mixing")
        self.classifier = Dense(rng, HEIGHT * WIDTH, CLASSES, "classifier")

    @tf.function
    def mixed(self, image: tf.Tensor, times: tf.Tensor) -> tf.Tensor:
        rows = image[..., 0]
        for i in tf.range(times):
            rows = tf.tanh(tf.linalg.matmul(rows, self.mixing)) + tf.cast(i, tf.float32) * 0.1
        return rows

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        rows = self.mixed(image, tf.constant(3))
        rows = tf.cond(tf.constant(2) > tf.constant(1), lambda: rows * 1.5, lambda: rows - 7.0)
        return {"logits": self.classifier(rows)}

    @tf.function(input_signature=[IMAGE_SPEC])
    def decide(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        bright = tf.reduce_mean(image) > 0.2
        rows = tf.cond(bright, lambda: tf.linalg.matmul(image[..., 0], self.mixing), lambda: image[..., 0])
        return {"logits": self.classifier(rows)}

    @tf.function(input_signature=[IMAGE_SPEC, tf.TensorSpec([], tf.int32, "times")])
    def repeat(self, image: tf.Tensor, times: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"logits": self.classifier(self.mixed(image, times))}


class StringsModule(tf.Module):
    """Takes PNG bytes, serialized examples and words; a table stands in an asset."""

    def __init__(self, rng: np.random.Generator, words: Path) -> None:
        super().__init__(name="strings")
        self.classifier = Dense(rng, HEIGHT * WIDTH, CLASSES, "classifier")
        self.names = tf.Variable(["zero", "one", "two"], trainable=False, name="names")
        self.table = tf.lookup.StaticVocabularyTable(
            tf.lookup.TextFileInitializer(
                str(words), tf.string, tf.lookup.TextFileIndex.WHOLE_LINE, tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER
            ),
            num_oov_buckets=1,
        )

    @tf.function
    def decode(self, png: tf.Tensor) -> tf.Tensor:
        def one(data: tf.Tensor) -> tf.Tensor:
            pixels = tf.image.decode_png(data, channels=1)
            return tf.ensure_shape(tf.cast(pixels, tf.float32) / 255, [HEIGHT, WIDTH, 1])

        return tf.map_fn(one, png, fn_output_signature=tf.TensorSpec([HEIGHT, WIDTH, 1], tf.float32))

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, "png")])
    def classify(self, png: tf.Tensor) -> dict[str, tf.Tensor]:
        logits = self.classifier(self.decode(png))
        return {"logits": logits, "name": tf.gather(self.names, tf.argmax(logits, 1))}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, "examples")])
    def examples(self, examples: tf.Tensor) -> dict[str, tf.Tensor]:
        parsed = tf.io.parse_example(examples, {"x": tf.io.FixedLenFeature([2], tf.float32)})
        return {"y": 0.5 * parsed["x"] + 2}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, "words")])
    def lookup(self, words: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"index": self.table.lookup(words)}


def save(module: tf.Module | keras.Model, folder: Path, **signatures: Callable[..., Any]) -> None:
    """Saves without the functions for gradients, which are half of a model's bytes."""
    options = tf.saved_model.SaveOptions(experimental_custom_gradients=False)
    tf.saved_model.save(module, str(folder), signatures=signatures or None, options=options)


def nested(folder: Path, rng: np.random.Generator) -> Fixture:
    module = NestedModule(rng)
    save(module, folder)
    return Fixture({SERVING: {"image": images()}}, Training())


def signatures(folder: Path, rng: np.random.Generator) -> Fixture:
    module = SignaturesModule(rng)
    named = {name: getattr(module, name) for name in ("theta", "warp", "half", "add", "integers")}
    save(module, folder, serving_default=module.classify, **named)
    image = {"image": images()}
    inputs = {
        SERVING: image,
        "theta": image,
        "warp": image,
        "half": {"x": np.array([[1, -2], [0.5, 3], [8, 0]], np.float16)},
        "add": {"amount": np.int64(5)},
        "integers": {"a": np.array([4, 11, -20], np.int32), "negate": np.array([True, False, True])},
    }
    return Fixture(inputs, Training())


def parallel(folder: Path, rng: np.random.Generator) -> Fixture:
    module = ParallelModule(rng)
    save(module, folder, serving_default=module.classify, theta=module.theta)
    return Fixture({SERVING: {"image": images()}, "theta": {"image": images()}}, Training())


def spline(folder: Path, rng: np.random.Generator) -> Fixture:
    module = SplineModule(rng)
    save(module, folder, serving_default=module.classify)
    return Fixture({SERVING: {"image": images()}}, Training())


def batch_norm(folder: Path, rng: np.random.Generator) -> Fixture:
    module = BatchNormModule(rng)
    save(module, folder, serving_default=module.classify)
    moving = {"norm/moving_mean": module.mean, "norm/moving_variance": module.variance}
    mode = train_mode(module.trainable_variables, moving, lambda x: module.logits(x, training=True))
    return Fixture({SERVING: {"image": images()}}, Training(), training_mode=mode)


def control_flow(folder: Path, rng: np.random.Generator) -> Fixture:
    module = ControlFlowModule(rng)
    save(module, folder, serving_default=module.classify, decide=module.decide, repeat=module.repeat)
    inputs = {
        SERVING: {"image": images()},
        "decide": {"image": images()},
        "repeat": {"image": images(), "times": np.int32(2)},
    }
    return Fixture(inputs, Training())


def strings(folder: Path, rng: np.random.Generator) -> Fixture:
    words = folder.parent / "words.txt"
    words.write_text("crop\nwarp\nwarped\n")
    module = StringsModule(rng, words)
    save(module, folder, serving_default=module.classify, examples=module.examples, lookup=module.lookup)
    words.unlink()
    pixels = (255 * images()).round().astype(np.uint8)
    png = np.array([tf.io.encode_png(one).numpy() for one in pixels], object)
    inputs = {
        SERVING: {"png": png},
        "examples": {"examples": np.array([example(1, 2), example(-3, 0.5)], object)},
        "lookup": {"words": np.array([b"warp", b"crop", b"other"], object)},
    }
    return Fixture(inputs, Training(image="png"))


def example(*values: float) -> bytes:
    feature = tf.train.Feature(float_list=tf.train.FloatList(value=values))
    return tf.train.Example(features=tf.train.Features(feature={"x": feature})).SerializeToString()


@keras.saving.register_keras_serializable("fixtures")
class AffineWarp(keras.layers.Layer):
    """Samples an image at the affine grid of theta."""

    def call(self, image: Any, theta: Any) -> Any:
        return sample(image, affine_grid(theta, HEIGHT, WIDTH))


def set_weights(model: keras.Model, rng: np.random.Generator) -> None:
    for variable in model.trainable_variables:
        scale = 0.02 if "theta" in variable.path else 0.3
        value = weight(rng, *variable.shape, scale=scale)
        if "gamma" in variable.path:
            value += 1
        variable.assign(value + nearly_identity(rng) if variable.path.endswith("theta/bias") else value)


def export(model: keras.Model, folder: Path) -> None:
    model.export(str(folder), verbose=False)


def keras_stn(folder: Path, rng: np.random.Generator) -> Fixture:
    image = keras.Input([HEIGHT, WIDTH, 1], name="image")
    local = keras.layers.Conv2D(2, 3, activation="relu", name="local")(image)
    theta = keras.layers.Dense(6, name="theta")(keras.layers.Flatten(name="flat")(local))
    warped = AffineWarp(name="warp")(image, theta)
    x = keras.layers.Conv2D(2, 3, padding="same", activation="swish", name="conv")(warped)
    x = keras.layers.MaxPooling2D(name="pool")(x)
    logits = keras.layers.Dense(CLASSES, name="logits")(keras.layers.Flatten(name="features")(x))
    model = keras.Model(image, logits, name="stn")
    set_weights(model, rng)
    export(model, folder)
    return Fixture({SERVING: {"image": images()}}, Training(logits="output_0"))


def projective(folder: Path, rng: np.random.Generator) -> Fixture:
    module = ProjectiveModule(rng)
    save(module, folder, serving_default=module.classify)
    return Fixture({SERVING: {"image": images()}}, Training(reference=projective_logits))


def lstm(folder: Path, rng: np.random.Generator) -> Fixture:
    """Rows of the image as steps of time, the last one first."""
    image = keras.Input([HEIGHT, WIDTH, 1], name="image")
    rows = keras.layers.Reshape([HEIGHT, WIDTH])(image)
    features = keras.layers.LSTM(4, go_backwards=True, name="lstm")(rows)
    model = keras.Model(image, keras.layers.Dense(CLASSES, name="logits")(features), name="recurrent")
    set_weights(model, rng)
    export(model, folder)
    return Fixture({SERVING: {"image": images()}}, Training(logits="output_0"))


def conv3d(folder: Path, rng: np.random.Generator) -> Fixture:
    """A volume of three slices, convolved and convolved back."""
    image = keras.Input([HEIGHT, WIDTH, 1], name="image")
    volume = keras.layers.Reshape([3, 2, WIDTH, 1])(image)
    x = keras.layers.Conv3D(2, 3, strides=(1, 1, 2), padding="same", activation="gelu", name="conv")(volume)
    x = keras.layers.Conv3DTranspose(2, 2, strides=2, name="transposed")(x)
    x = keras.layers.AveragePooling3D(2)(x)
    model = keras.Model(image, keras.layers.Dense(CLASSES, name="logits")(keras.layers.Flatten()(x)), name="volumes")
    set_weights(model, rng)
    export(model, folder)
    return Fixture({SERVING: {"image": images()}}, Training(logits="output_0"))


def keras_batch_norm(folder: Path, rng: np.random.Generator) -> Fixture:
    image = keras.Input([HEIGHT, WIDTH, 1], name="image")
    x = keras.layers.Conv2D(2, 3, padding="same", name="conv")(image)
    norm = keras.layers.BatchNormalization(name="norm")
    x = keras.layers.Activation("relu")(norm(x))
    x = keras.layers.Dropout(0.5, seed=1, name="dropout")(keras.layers.Flatten()(x))
    model = keras.Model(image, keras.layers.Dense(CLASSES, name="logits")(x), name="normed")
    set_weights(model, rng)
    norm.moving_mean.assign([0.1, -0.2])
    norm.moving_variance.assign([0.4, 0.9])
    export(model, folder)
    variables = [v.value for v in model.trainable_variables]
    moving = {"norm/moving_mean": norm.moving_mean.value, "norm/moving_variance": norm.moving_variance.value}
    dropout = model.get_layer("dropout")
    dropout.rate = 0  # an export has no dropout left
    mode = train_mode(variables, moving, lambda x: model(x, training=True))
    return Fixture({SERVING: {"image": images()}}, Training(logits="output_0"), training_mode=mode)


def keras3_network(name: str) -> keras.Model:
    """A convolution, a batch norm and a dense layer, with values in the moving averages."""
    return keras.Sequential(
        [
            keras.Input([HEIGHT, WIDTH, 1], name="image"),
            keras.layers.Conv2D(2, 3, strides=2, name="conv"),
            keras.layers.BatchNormalization(name="norm"),
            keras.layers.Activation("relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(CLASSES, name="logits"),
        ],
        name=name,
    )


def set_moving(norm: keras.layers.BatchNormalization) -> None:
    norm.moving_mean.assign([0.1, -0.2])
    norm.moving_variance.assign([0.4, 0.9])


def keras3_sequential(folder: Path, rng: np.random.Generator) -> Fixture:
    """Keras 3 saved by TensorFlow, which restores other variables than its signature reads."""
    model = keras3_network("sequential")
    set_weights(model, rng)
    norm = model.get_layer("norm")
    set_moving(norm)
    save(model, folder)
    variables = [v.value for v in model.trainable_variables]
    moving = {variable.path: variable.value for variable in (norm.moving_mean, norm.moving_variance)}
    mode = train_mode(variables, moving, lambda x: model(x, training=True))
    return Fixture({SERVING: {KERAS_INPUT: images()}}, Training(image=KERAS_INPUT, logits="output_0"), training_mode=mode)


def keras3_functional(folder: Path, rng: np.random.Generator) -> Fixture:
    """A functional Keras 3 model with a spatial transformer and signatures of its own, one with batch norm in training form."""
    image = keras.Input([HEIGHT, WIDTH, 1], name="image")
    theta = keras.layers.Dense(6, name="theta")(keras.layers.Flatten()(image))
    warped = AffineWarp(name="warp")(image, theta)
    model = keras.Model(image, [keras3_network("classifier")(warped), theta], name="functional")
    set_weights(model, rng)
    set_moving(model.get_layer("classifier").get_layer("norm"))

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(image: tf.Tensor) -> dict[str, tf.Tensor]:
        return dict(zip(("logits", "theta"), model(image)))

    @tf.function(input_signature=[IMAGE_SPEC])
    def train(image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"logits": model(image, training=True)[0]}

    named = {SERVING: classify, "train": train}
    save(model, folder, **named)
    # The signature that moves the averages is called last, as calls leave traces.
    return Fixture({name: {"image": images()} for name in named}, Training())


class Subclassed(keras.Model):
    """A subclassed Keras 3 model with dropout, whose seed is a variable."""

    def __init__(self) -> None:
        super().__init__(name="subclassed")
        self.hidden = keras.layers.Dense(8, activation="elu", name="hidden")
        self.drop = keras.layers.Dropout(0.4, seed=5, name="drop")
        self.logits = keras.layers.Dense(CLASSES, name="logits")
        self.seed = self.drop.seed_generator.state  # saving wants every captured variable to be an attribute

    def call(self, image: tf.Tensor, training: bool = False) -> tf.Tensor:
        flat = tf.reshape(image, [-1, HEIGHT * WIDTH])
        return self.logits(self.drop(self.hidden(flat), training=training))


def keras3_subclassed(folder: Path, rng: np.random.Generator) -> Fixture:
    """A subclassed Keras 3 model; one signature drops units by a seed of int64 that it moves on."""
    model = Subclassed()
    model(images())
    set_weights(model, rng)

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"logits": model(image)}

    @tf.function(input_signature=[IMAGE_SPEC])
    def drop(image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"logits": model(image, training=True)}

    save(model, folder, serving_default=classify, drop=drop)
    return Fixture({SERVING: {"image": images()}, "drop": {"image": images()}}, Training())


class Keras3Module(tf.Module):
    """Keras 3 layers, two of one name, among variables of TensorFlow, with a counter."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(name="module")
        self.first = keras.layers.Dense(7, activation="tanh", name="dense")
        self.second = keras.layers.Dense(CLASSES, name="dense")
        self.first.build((None, HEIGHT * WIDTH))
        self.second.build((None, 7))
        for variable in [*self.first.trainable_variables, *self.second.trainable_variables]:
            variable.assign(weight(rng, *variable.shape, scale=0.3))
        self.scale = tf.Variable(weight(rng, CLASSES), name="scale")
        self.calls = tf.Variable(0, dtype=tf.int64, trainable=False, name="calls")

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"logits": self.second(self.features(image)["features"]) * self.scale}

    @tf.function(input_signature=[IMAGE_SPEC])
    def features(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"features": self.first(tf.reshape(image, [-1, HEIGHT * WIDTH]))}

    @tf.function(input_signature=[])
    def count(self) -> dict[str, tf.Tensor]:
        return {"calls": self.calls.assign_add(1)}


def keras3_module(folder: Path, rng: np.random.Generator) -> Fixture:
    module = Keras3Module(rng)
    save(module, folder, serving_default=module.classify, features=module.features, count=module.count)
    return Fixture({SERVING: {"image": images()}, "features": {"image": images()}, "count": {}}, Training())


class FunctionsModule(Keras3Module):
    """Functions that no signature names; the table's initializer and a constant are captured."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__(rng)
        self.shift = tf.constant(weight(rng, CLASSES))
        names = tf.lookup.KeyValueTensorInitializer(["one", "two"], tf.constant([1, 2], tf.int64))
        self.table = tf.lookup.StaticHashTable(names, -1)

    @tf.function(input_signature=[IMAGE_SPEC])
    def shifted(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"logits": self.classify(image)["logits"] + self.shift}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, "words")])
    def lookup(self, words: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"index": self.table.lookup(words)}


def functions(folder: Path, rng: np.random.Generator) -> Fixture:
    module = FunctionsModule(rng)
    save(module, folder)
    words = {"words": np.array([b"two", b"three"], object)}
    calls = {"shifted": {"image": images()}, "features": {"image": images()}, "lookup": words, "count": {}}
    return Fixture(calls, Training(signature="shifted"))


def keras3_lstm(folder: Path, rng: np.random.Generator) -> Fixture:
    """The rows of an image as a sequence; the loop has a known length."""
    image = keras.Input([HEIGHT, WIDTH, 1], name="image")
    rows = keras.layers.Reshape([HEIGHT, WIDTH])(image)
    states = keras.layers.LSTM(4, return_sequences=True, unroll=True, name="lstm")(rows)
    logits = keras.layers.Dense(CLASSES, name="logits")(keras.layers.GRU(5, unroll=True, name="gru")(states))
    model = keras.Model(image, logits, name="recurrent")
    set_weights(model, rng)
    save(model, folder)
    return Fixture({SERVING: {KERAS_INPUT: images()}}, Training(image=KERAS_INPUT, logits="output_0"))


def dropout(folder: Path, rng: np.random.Generator) -> Fixture:
    """Dropout by a seed that is an input, behind a switch that is an input too."""
    module = tf.Module(name="dropout")
    module.hidden = Dense(rng, HEIGHT * WIDTH, 10, "hidden")
    module.classifier = Dense(rng, 10, CLASSES, "classifier")
    seed = tf.TensorSpec([2], tf.int32, "seed")

    @tf.function(input_signature=[IMAGE_SPEC, seed, tf.TensorSpec([], tf.bool, "training")])
    def switched(image: tf.Tensor, seed: tf.Tensor, training: tf.Tensor) -> dict[str, tf.Tensor]:
        hidden = tf.nn.relu(module.hidden(image))
        kept = tf.cond(training, lambda: tf.nn.experimental.stateless_dropout(hidden, 0.4, seed), lambda: hidden)
        return {"logits": module.classifier(kept)}

    @tf.function(input_signature=[IMAGE_SPEC])
    def classify(image: tf.Tensor) -> dict[str, tf.Tensor]:
        return switched(image, tf.constant([0, 0]), tf.constant(False))

    save(module, folder, serving_default=classify, train=switched)
    train = {"image": images(), "seed": np.array([3, 5], np.int32), "training": np.bool_(True)}
    return Fixture({SERVING: {"image": images()}, "train": train}, Training(signature="train"))


def tf1_builder(folder: Path, rng: np.random.Generator) -> Fixture:
    """Reference variables, and a placeholder that stands in no signature."""
    graph = tf.Graph()
    with graph.as_default(), tf.compat.v1.Session() as session:
        image = tf.compat.v1.placeholder(tf.float32, [None, HEIGHT, WIDTH, 1], "image")
        keep = tf.compat.v1.placeholder(tf.float32, [], "keep_prob")
        with tf.compat.v1.variable_scope("net", use_resource=False):
            kernel = tf.compat.v1.get_variable("kernel", initializer=weight(rng, 3, 3, 1, 2))
            dense = tf.compat.v1.get_variable("dense", initializer=weight(rng, HEIGHT * WIDTH * 2, CLASSES))
            bias = tf.compat.v1.get_variable("bias", initializer=weight(rng, CLASSES))
        step = tf.compat.v1.get_variable("step", initializer=np.int64(7), trainable=False, use_resource=False)
        hidden = tf.nn.relu(tf.nn.conv2d(image, kernel, 1, "SAME"))
        flat = tf.reshape(hidden, [-1, HEIGHT * WIDTH * 2]) * keep
        logits = tf.add(tf.linalg.matmul(flat, dense), bias, name="logits")
        session.run(tf.compat.v1.global_variables_initializer())
        info = tf.compat.v1.saved_model.build_tensor_info
        build = tf.compat.v1.saved_model.build_signature_def
        predict = "tensorflow/serving/predict"
        definitions = {
            SERVING: build({"image": info(image)}, {"logits": info(logits)}, predict),
            "step": build({}, {"step": info(tf.identity(step))}, predict),
        }
        builder = tf.compat.v1.saved_model.Builder(str(folder))
        builder.add_meta_graph_and_variables(session, ["serve"], definitions)
        builder.save()
    return Fixture({SERVING: {"image": images()}, "step": {}}, Training(), {"keep_prob": np.float32(0.8)}, session=True)


def tf1_optional(folder: Path, rng: np.random.Generator) -> Fixture:
    """Placeholders with a default value that are inputs of the signatures."""
    graph = tf.Graph()
    with graph.as_default(), tf.compat.v1.Session() as session:
        image = tf.compat.v1.placeholder(tf.float32, [None, HEIGHT, WIDTH, 1], "image")
        keep = tf.compat.v1.placeholder_with_default(np.float32(0.75), [], "keep_prob")
        shift = tf.compat.v1.placeholder_with_default(weight(rng, CLASSES), [CLASSES], "shift")
        dense = tf.compat.v1.get_variable("dense", initializer=weight(rng, HEIGHT * WIDTH, CLASSES), use_resource=True)
        flat = tf.reshape(image, [-1, HEIGHT * WIDTH]) * keep
        logits = tf.add(tf.linalg.matmul(flat, dense), shift, name="logits")
        session.run(tf.compat.v1.global_variables_initializer())
        inputs = {"image": image, "keep_prob": keep, "shift": shift}
        tf.compat.v1.saved_model.simple_save(session, str(folder), inputs, {"logits": logits})
    return Fixture({SERVING: {"image": images()}}, Training(), session=True)


STYLES: dict[str, Callable[[Path, np.random.Generator], Fixture]] = {
    "keras_stn": keras_stn,
    "keras_batch_norm": keras_batch_norm,
    "nested": nested,
    "signatures": signatures,
    "parallel": parallel,
    "spline": spline,
    "batch_norm": batch_norm,
    "dropout": dropout,
    "control_flow": control_flow,
    "strings": strings,
    "tf1_builder": tf1_builder,
    "tf1_optional": tf1_optional,
    "keras3_sequential": keras3_sequential,
    "keras3_functional": keras3_functional,
    "keras3_subclassed": keras3_subclassed,
    "keras3_module": keras3_module,
    "keras3_lstm": keras3_lstm,
    "functions": functions,
    "projective": projective,
    "lstm": lstm,
    "conv3d": conv3d,
}


def cross_entropy(logits: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(LABELS, logits))


def train_mode(variables: Any, moving: dict[str, tf.Variable], logits: Callable[[tf.Tensor], tf.Tensor]) -> dict[str, Any]:
    """Runs five steps in training form on the module itself and says what became of the moving averages."""
    losses = []
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            loss = cross_entropy(logits(tf.constant(images())))
        losses.append(float(loss))
        for variable, gradient in zip(variables, tape.gradient(loss, list(variables))):
            variable.assign_sub(0.1 * gradient)
    return {"losses": losses, "moving": {name: array(variable.numpy()) for name, variable in moving.items()}}


def array(value: Any) -> dict[str, Any]:
    """Returns a JSON object of an array: dtype, shape, values; bytes as base64."""
    value = np.asarray(value)
    if value.dtype == object or value.dtype.kind == "S":
        text = [base64.b64encode(one).decode() for one in value.reshape(-1).tolist()]
        return {"dtype": "string", "shape": list(value.shape), "values": text}
    digits = 9 if value.dtype == np.float32 else 17
    flat = value.reshape(-1).tolist()
    values = [float(f"{v:.{digits}g}") for v in flat] if value.dtype.kind == "f" else flat
    return {"dtype": value.dtype.name, "shape": list(value.shape), "values": values}


def arrays(values: dict[str, Any]) -> dict[str, Any]:
    return {name: array(value) for name, value in values.items()}


class Loaded:
    """A model loaded from its folder, as any other program would load it."""

    def __init__(self, folder: Path) -> None:
        self.model = tf.saved_model.load(str(folder))

    def function(self, name: str) -> Any:
        """Returns a signature or, of a model without, a function's only trace."""
        signatures = self.model.signatures
        return signatures[name] if signatures else getattr(self.model, name).concrete_functions[0]

    def call(self, name: str, inputs: dict[str, Any]) -> dict[str, np.ndarray]:
        values = self.function(name)(**constants(inputs))
        return {key: value.numpy() for key, value in values.items()}

    def logits(self, training: Training, tensors: dict[str, tf.Tensor]) -> tf.Tensor:
        function = self.function(training.signature)
        if training.reference is None:
            return function(**tensors)[training.logits]
        named = {variable.name.removesuffix(":0"): variable for variable in function.trainable_variables}
        return training.reference(named, tensors[training.image])

    def step(self, training: Training, inputs: dict[str, Any]) -> tuple[float, dict[str, np.ndarray]]:
        """Makes one step; returns the loss before it and gradients by variable, the image's under an empty name.

        Variables that share a name have a number behind it, after #.
        """
        tensors = constants(inputs)
        image = tensors[training.image]
        watched = [image] if image.dtype.is_floating else []
        with tf.GradientTape() as tape:
            tape.watch(watched)
            loss = cross_entropy(self.logits(training, tensors))
        variables = self.function(training.signature).trainable_variables
        found = tape.gradient(loss, [*variables, *watched])
        for variable, gradient in zip(variables, found):
            variable.assign_sub(training.rate * tf.convert_to_tensor(gradient))
        names = [variable.name.removesuffix(":0") for variable in variables] + [""] * len(watched)
        keys = [name if names.count(name) == 1 else f"{name}#{i}" for i, name in enumerate(names)]
        return float(loss), {key: np.asarray(tf.convert_to_tensor(g)) for key, g in zip(keys, found)}


class LoadedInSession:
    """A model of TensorFlow 1, whose graph asks for more than its signatures say."""

    def __init__(self, folder: Path, feed: dict[str, Any]) -> None:
        self.graph = tf.Graph()
        self.session = tf.compat.v1.Session(graph=self.graph)
        with self.graph.as_default():
            meta = tf.compat.v1.saved_model.load(self.session, ["serve"], str(folder))
            self.signatures = meta.signature_def
            self.variables = tf.compat.v1.trainable_variables()
            self.feed = {f"{name}:0": value for name, value in feed.items()}
            logits = self.tensor(self.signatures[SERVING].outputs["logits"])
            self.loss = cross_entropy(logits)
            watched = [*self.variables, self.tensor(self.signatures[SERVING].inputs["image"])]
            self.gradients = tf.compat.v1.gradients(self.loss, watched)
            self.new = [tf.compat.v1.placeholder(tf.float32, v.shape) for v in self.variables]
            self.assign = [tf.compat.v1.assign(v, new) for v, new in zip(self.variables, self.new)]

    def tensor(self, info: Any) -> tf.Tensor:
        return self.graph.get_tensor_by_name(info.name)

    def fed(self, signature: str, inputs: dict[str, Any]) -> dict[str, Any]:
        named = self.signatures[signature].inputs
        return {named[key].name: value for key, value in inputs.items()} | self.feed

    def call(self, name: str, inputs: dict[str, Any]) -> dict[str, np.ndarray]:
        wanted = {key: info.name for key, info in self.signatures[name].outputs.items()}
        return self.session.run(wanted, self.fed(name, inputs))

    def step(self, training: Training, inputs: dict[str, Any]) -> tuple[float, dict[str, np.ndarray]]:
        feed = self.fed(training.signature, inputs)
        loss, found, old = self.session.run([self.loss, self.gradients, self.variables], feed)
        # In two runs: within one, a reference variable may change before another gradient has read it.
        new = [value - np.float32(training.rate) * gradient for value, gradient in zip(old, found)]
        self.session.run(self.assign, dict(zip(self.new, new)))
        names = [variable.op.name for variable in self.variables] + [""]
        return float(loss), dict(zip(names, found))


def load(folder: Path, fixture: Fixture) -> Loaded | LoadedInSession:
    return LoadedInSession(folder, fixture.feed) if fixture.session else Loaded(folder)


def constants(inputs: dict[str, Any]) -> dict[str, tf.Tensor]:
    return {name: tf.constant(value) for name, value in inputs.items()}


def outputs(folder: Path, fixture: Fixture) -> dict[str, Any]:
    loaded = load(folder, fixture)
    return {
        name: {"inputs": arrays(inputs), "outputs": arrays(loaded.call(name, inputs))}
        for name, inputs in fixture.inputs.items()
    }


def trained(folder: Path, fixture: Fixture, training: Training) -> dict[str, Any]:
    loaded = load(folder, fixture)
    inputs = fixture.inputs[training.signature]
    steps = [loaded.step(training, inputs) for _ in range(STEPS)]
    gradients = arrays(steps[0][1])
    return {
        "signature": training.signature,
        "input": training.image,
        "logits": training.logits,
        "labels": array(LABELS),
        "rate": training.rate,
        "losses": [loss for loss, _ in steps],
        "input_gradient": gradients.pop("", None),
        "gradients": gradients,
        "tuned_logits": array(loaded.call(training.signature, inputs)[training.logits]),
    }


def make(name: str, out: Path) -> int:
    """Writes one fixture and returns its bytes."""
    folder = out / name
    seed = sum(name.encode())
    np.random.seed(seed)
    random.seed(seed)
    keras.utils.set_random_seed(seed)
    fixture = STYLES[name](folder, np.random.default_rng(seed))
    expected = {
        "made_by": f"tools/interop/make_fixtures.py, TensorFlow {tf.__version__}, Keras {keras.__version__}",
        "seed": seed,
        "signatures": outputs(folder, fixture),
        "feed": arrays(fixture.feed),
        "session": fixture.session,
        "training": trained(folder, fixture, fixture.training),
        "training_mode": fixture.training_mode,
    }
    (out / f"{name}.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
    return sum(f.stat().st_size for f in [*folder.rglob("*"), out / f"{name}.json"] if f.is_file())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(STYLES)}; default: those that are missing")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in STYLES]
    if unknown:
        parser.error(f"NAME: expected some of {', '.join(STYLES)} but got {', '.join(unknown)}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in arguments.names or [name for name in STYLES if not (arguments.out / name).exists()]:
        shutil.rmtree(arguments.out / name, ignore_errors=True)
        print(f"{name:<18} {make(name, arguments.out):>8,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
