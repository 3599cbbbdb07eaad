#!/usr/bin/env python3
"""Saves small models in many ways, so that compare.py can be tried on all of them.

Each way is a function of ZOO; a way that this TensorFlow refuses is reported and left out. The models take no part in
the build.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from google.protobuf import text_format  # noqa: E402
from keras import layers as L  # noqa: E402, N812
from tensorflow.core.protobuf import saved_model_pb2  # noqa: E402

tf.get_logger().setLevel("ERROR")

v1 = tf.compat.v1
HEIGHT, WIDTH, CLASSES = 6, 8, 3
IMAGE = tf.TensorSpec([None, HEIGHT, WIDTH, 1], tf.float32, "image")
VECTOR = tf.TensorSpec([None, 4], tf.float32, "x")
SERVING = "serving_default"

Way = Callable[[Path], None]
ZOO: dict[str, Way] = {}


def way(function: Way) -> Way:
    """Registers a way of saving under the function's name."""
    ZOO[function.__name__] = function
    return function


# ------------------------------------------------------------------------------------------------ Keras 3 models


def sequential() -> keras.Model:
    return keras.Sequential(
        [keras.Input((HEIGHT, WIDTH, 1), name="image"), L.Conv2D(2, 3), L.BatchNormalization(), L.Flatten(), L.Dense(CLASSES)]
    )


def functional() -> keras.Model:
    image = keras.Input((HEIGHT, WIDTH, 1), name="image")
    other = keras.Input((4,), name="other")
    features = L.Flatten()(L.Conv2D(2, 3, activation="relu")(image))
    both = L.Concatenate()([features, L.Dense(5, activation="tanh")(other)])
    return keras.Model([image, other], {"scores": L.Dense(CLASSES)(both), "features": features})


class Subclassed(keras.Model):
    """A model whose layers are attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = L.Conv2D(2, 3, activation="relu")
        self.flatten = L.Flatten()
        self.drop = L.Dropout(0.5)
        self.dense = L.Dense(CLASSES)

    def call(self, image: Any, training: bool = False) -> Any:
        return self.dense(self.drop(self.flatten(self.conv(image)), training=training))


def subclassed() -> keras.Model:
    model = Subclassed()
    model(np.zeros((1, HEIGHT, WIDTH, 1), np.float32))
    return model


def own_signatures(model: keras.Model) -> dict[str, Any]:
    @tf.function(input_signature=[IMAGE])
    def serve(image: tf.Tensor) -> dict[str, tf.Tensor]:
        logits = model(image, training=False)
        return {"logits": logits, "probabilities": tf.nn.softmax(logits)}

    @tf.function(input_signature=[tf.TensorSpec([None, HEIGHT, WIDTH, 1], tf.uint8, "pixels")])
    def pixels(pixels: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"logits": model(tf.cast(pixels, tf.float32) / 255.0, training=False)}

    return {SERVING: serve, "pixels": pixels}


KERAS_MODELS = {"sequential": sequential, "functional": functional, "subclassed": subclassed}


def saved_by_module(model: keras.Model, folder: Path) -> None:
    tf.saved_model.save(model, str(folder))


def exported(model: keras.Model, folder: Path) -> None:
    model.export(str(folder), verbose=False)


def archived(model: keras.Model, folder: Path) -> None:
    archive = keras.export.ExportArchive()
    archive.track(model)
    specs = [tf.TensorSpec([None, *tensor.shape[1:]], tensor.dtype, tensor.name) for tensor in model.inputs]
    archive.add_endpoint("score", lambda *inputs: model(list(inputs) if len(inputs) > 1 else inputs[0]), specs)
    archive.write_out(str(folder), verbose=False)


def signed(model: keras.Model, folder: Path) -> None:
    tf.saved_model.save(model, str(folder), signatures=own_signatures(model))


def compiled(model: keras.Model, folder: Path) -> None:
    """Saves a model with its optimizer after a step."""
    model.compile("adam", "mse")
    model.fit(np.ones((2, HEIGHT, WIDTH, 1), np.float32), np.ones((2, CLASSES), np.float32), verbose=0)
    tf.saved_model.save(model, str(folder))


for _model, _make in KERAS_MODELS.items():
    for _save in (saved_by_module, exported, archived, signed, compiled):
        if (_model == "functional" and _save in (signed, compiled)) or (_model == "subclassed" and _save is archived):
            continue  # these ways are for one input, or want inputs that are known

        def _way(folder: Path, make: Any = _make, save: Any = _save) -> None:
            save(make(), folder)

        ZOO[f"keras3_{_model}_{_save.__name__}"] = _way


def layers_model(layers: list[Any], shape: tuple[int | None, ...], dtype: str = "float32") -> keras.Model:
    return keras.Sequential([keras.Input(shape, dtype=dtype, name="x"), *layers])


LAYERS: dict[str, Callable[[], keras.Model]] = {
    "lstm": lambda: layers_model([L.LSTM(4), L.Dense(CLASSES)], (5, 3)),
    "lstm_open": lambda: layers_model([L.LSTM(4, return_sequences=True), L.Dense(CLASSES)], (None, 3)),
    "gru": lambda: layers_model([L.Bidirectional(L.GRU(4)), L.Dense(CLASSES)], (5, 3)),
    "conv_lstm": lambda: layers_model([L.ConvLSTM2D(2, 3), L.Flatten(), L.Dense(CLASSES)], (3, HEIGHT, WIDTH, 1)),
    "embedding": lambda: layers_model([L.Embedding(10, 4), L.GlobalAveragePooling1D(), L.Dense(CLASSES)], (5,), "int32"),
    "masking": lambda: layers_model([L.Embedding(10, 4, mask_zero=True), L.LSTM(3), L.Dense(CLASSES)], (5,), "int64"),
    "depthwise": lambda: layers_model([L.DepthwiseConv2D(3), L.SeparableConv2D(4, 3, padding="same"), L.GlobalMaxPooling2D()], (HEIGHT, WIDTH, 2)),
    "conv3d": lambda: layers_model([L.Conv3D(2, 3, padding="same"), L.MaxPooling3D(2), L.Flatten()], (4, HEIGHT, WIDTH, 1)),
    "transposed": lambda: layers_model([L.Conv2DTranspose(2, 3, 2), L.UpSampling2D(2, interpolation="bilinear")], (HEIGHT, WIDTH, 1)),
    "normalizations": lambda: layers_model([L.LayerNormalization(), L.GroupNormalization(1), L.UnitNormalization(), L.BatchNormalization()], (HEIGHT, WIDTH, 2)),
    "activations": lambda: layers_model([L.LeakyReLU(), L.PReLU(), L.ELU(), L.Activation("selu"), L.Activation("gelu"), L.Activation("softplus"), L.Activation("silu")], (4,)),
    "augmentation": lambda: layers_model([L.RandomFlip(seed=1), L.RandomRotation(0.2, seed=2), L.Rescaling(1 / 255), L.Flatten(), L.Dense(CLASSES)], (HEIGHT, WIDTH, 1)),
    "resizing": lambda: layers_model([L.Resizing(5, 7), L.CenterCrop(4, 5), L.Flatten()], (HEIGHT, WIDTH, 1)),
    "noise": lambda: layers_model([L.GaussianNoise(0.1), L.AlphaDropout(0.2), L.Dense(CLASSES)], (4,)),
    "rescaling_signed": lambda: layers_model([L.Rescaling(1 / 127.5, -1), L.Flatten(), L.Dense(CLASSES)], (HEIGHT, WIDTH, 1)),
    "uint8_image": lambda: layers_model([L.Rescaling(1 / 255), L.Flatten(), L.Dense(CLASSES)], (HEIGHT, WIDTH, 1), "uint8"),
    "half": lambda: keras.Sequential([keras.Input((4,), name="x"), L.Dense(5, dtype="mixed_float16"), L.Dense(CLASSES, dtype="float32")]),
}


def attention() -> keras.Model:
    x = keras.Input((5, 8), name="x")
    attended = L.MultiHeadAttention(2, 4)(x, x)
    return keras.Model(x, L.LayerNormalization()(L.Add()([x, attended])))


def normalization() -> keras.Model:
    layer = L.Normalization()
    layer.adapt(np.random.default_rng(0).random((20, 4)).astype(np.float32))
    return layers_model([layer, L.Dense(CLASSES)], (4,))


def text_vectorization() -> keras.Model:
    layer = L.TextVectorization(output_sequence_length=4, vocabulary=["some", "words", "others"])
    return keras.Sequential([keras.Input((), dtype="string", name="text"), layer, L.Embedding(6, 3), L.Flatten(), L.Dense(CLASSES)])


def string_lookup() -> keras.Model:
    return keras.Sequential([keras.Input((1,), dtype="string", name="text"), L.StringLookup(vocabulary=["a", "some words"], output_mode="one_hot")])


def hashing() -> keras.Model:
    return keras.Sequential([keras.Input((2,), dtype="int64", name="x"), L.Hashing(7)])


def discretization() -> keras.Model:
    return layers_model([L.Discretization(bin_boundaries=[0.2, 0.5]), L.CategoryEncoding(3, output_mode="multi_hot")], (2,))


for _make in (attention, normalization, text_vectorization, string_lookup, hashing, discretization):
    LAYERS[_make.__name__] = _make

for _name, _make in LAYERS.items():
    for _save in (exported, saved_by_module):

        def _layer_way(folder: Path, make: Any = _make, save: Any = _save) -> None:
            save(make(), folder)

        ZOO[f"layers_{_name}_{_save.__name__}"] = _layer_way


# --------------------------------------------------------------------------------------------------- tf.Modules


class Linear(tf.Module):
    """y = x W + b."""

    def __init__(self, inputs: int = 4, outputs: int = CLASSES, name: str | None = None) -> None:
        super().__init__(name=name)
        rng = np.random.default_rng(inputs)
        self.w = tf.Variable(rng.random((inputs, outputs)).astype(np.float32), name="w")
        self.b = tf.Variable(tf.zeros([outputs]), name="b")

    @tf.function(input_signature=[VECTOR])
    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        return tf.linalg.matmul(x, self.w) + self.b


@way
def module_function_only(folder: Path) -> None:
    """A module with tf.functions and no signature."""
    tf.saved_model.save(Linear(), str(folder))


@way
def module_signatures(folder: Path) -> None:
    module = Linear()
    double = tf.function(lambda x: {"y": 2 * module(x)}, input_signature=[VECTOR])
    tf.saved_model.save(module, str(folder), signatures={SERVING: module.__call__, "double": double})


@way
def module_with_keras_layers(folder: Path) -> None:
    module = tf.Module(name="holder")
    module.dense = L.Dense(5, name="first")
    module.model = sequential()
    module.dense.build((None, HEIGHT * WIDTH))

    @tf.function(input_signature=[IMAGE])
    def serve(image: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"features": module.dense(tf.reshape(image, [-1, HEIGHT * WIDTH])), "scores": module.model(image)}

    tf.saved_model.save(module, str(folder), signatures=serve)


@way
def module_open_batch_and_rank(folder: Path) -> None:
    module = tf.Module()
    serve = tf.function(lambda x: {"y": tf.nn.relu(x) + 1}, input_signature=[tf.TensorSpec(None, tf.float32, "x")])
    tf.saved_model.save(module, str(folder), signatures=serve)


@way
def module_no_inputs(folder: Path) -> None:
    module = tf.Module()
    module.v = tf.Variable([1.0, 2.0])
    serve = tf.function(lambda: {"v": module.v.read_value()}, input_signature=[])
    tf.saved_model.save(module, str(folder), signatures=serve)


@way
def module_counter(folder: Path) -> None:
    module = tf.Module()
    module.v = tf.Variable(0, dtype=tf.int64)

    @tf.function(input_signature=[tf.TensorSpec([], tf.int64, "by")])
    def add(by: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"count": module.v.assign_add(by)}

    tf.saved_model.save(module, str(folder), signatures={"add": add})


@way
def module_random(folder: Path) -> None:
    module = tf.Module()
    module.generator = tf.random.Generator.from_seed(3)

    @tf.function(input_signature=[VECTOR])
    def noisy(x: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"generated": x + module.generator.normal([4]), "stateful": x + tf.random.normal([4]),
                "stateless": x + tf.random.stateless_normal([4], [1, 2])}

    tf.saved_model.save(module, str(folder), signatures=noisy)


@way
def module_nan(folder: Path) -> None:
    serve = tf.function(lambda x: {"y": tf.math.log(x - 0.5), "z": 1 / (x - x)}, input_signature=[VECTOR])
    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_control_flow(folder: Path) -> None:
    @tf.function(input_signature=[VECTOR])
    def serve(x: tf.Tensor) -> dict[str, tf.Tensor]:
        total = tf.zeros([4])
        for row in x:
            total += row if tf.reduce_sum(row) > 1 else 2 * row
        i = 0
        while tf.reduce_sum(total) < 100 and i < 50:
            total *= 1.5
            i += 1
        return {"total": total, "rounds": tf.convert_to_tensor(i)}

    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_custom_gradient(folder: Path) -> None:
    @tf.custom_gradient
    def clip(x: tf.Tensor) -> Any:
        return tf.clip_by_value(x, 0.2, 0.8), lambda upstream: upstream

    serve = tf.function(lambda x: {"y": clip(x)}, input_signature=[VECTOR])
    tf.saved_model.save(tf.Module(), str(folder), signatures=serve, options=tf.saved_model.SaveOptions(experimental_custom_gradients=True))


@way
def module_compiled_by_xla(folder: Path) -> None:
    module = Linear()
    serve = tf.function(lambda x: {"y": tf.nn.softmax(module(x))}, input_signature=[VECTOR], jit_compile=True)
    tf.saved_model.save(module, str(folder), signatures=serve)


@way
def module_tables(folder: Path) -> None:
    module = tf.Module()
    initializer = tf.lookup.KeyValueTensorInitializer(["a", "some words"], tf.constant([1, 2], tf.int64))
    module.table = tf.lookup.StaticHashTable(initializer, -1)
    serve = tf.function(lambda text: {"ids": module.table.lookup(text)}, input_signature=[tf.TensorSpec([None], tf.string, "text")])
    tf.saved_model.save(module, str(folder), signatures=serve)


@way
def module_mutable_table(folder: Path) -> None:
    module = tf.Module()
    module.table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1)
    module.table.insert(["a"], [5])
    serve = tf.function(lambda text: {"ids": module.table.lookup(text)}, input_signature=[tf.TensorSpec([None], tf.string, "text")])
    tf.saved_model.save(module, str(folder), signatures=serve)


@way
def module_assets(folder: Path) -> None:
    module = tf.Module()
    vocabulary = folder.parent / "vocabulary.txt"
    vocabulary.write_text("a\nothers here\nsome words\n")
    initializer = tf.lookup.TextFileInitializer(str(vocabulary), tf.string, tf.lookup.TextFileIndex.WHOLE_LINE, tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER)
    module.table = tf.lookup.StaticVocabularyTable(initializer, 2)
    serve = tf.function(lambda text: {"ids": module.table.lookup(text)}, input_signature=[tf.TensorSpec([None], tf.string, "text")])
    tf.saved_model.save(module, str(folder), signatures=serve)
    vocabulary.unlink()


@way
def module_strings(folder: Path) -> None:
    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, "text")])
    def serve(text: tf.Tensor) -> dict[str, tf.Tensor]:
        words = tf.strings.split(text)
        return {"upper": tf.strings.upper(text), "count": words.row_lengths(), "joined": tf.strings.reduce_join(words, separator="_", axis=1)}

    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_string_scalar(folder: Path) -> None:
    serve = tf.function(lambda text: {"length": tf.strings.length(text)}, input_signature=[tf.TensorSpec([], tf.string, "text")])
    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_string_matrix(folder: Path) -> None:
    serve = tf.function(lambda text: {"length": tf.strings.length(text)}, input_signature=[tf.TensorSpec([None, 2], tf.string, "text")])
    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_examples(folder: Path) -> None:
    wanted = {"x": tf.io.FixedLenFeature([4], tf.float32), "n": tf.io.FixedLenFeature([], tf.int64)}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, "examples")])
    def serve(examples: tf.Tensor) -> dict[str, tf.Tensor]:
        parsed = tf.io.parse_example(examples, wanted)
        return {"sum": tf.reduce_sum(parsed["x"], 1) + tf.cast(parsed["n"], tf.float32)}

    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_decodes_png(folder: Path) -> None:
    @tf.function(input_signature=[tf.TensorSpec([None], tf.string, "png")])
    def serve(png: tf.Tensor) -> dict[str, tf.Tensor]:
        decode = lambda one: tf.image.resize(tf.io.decode_image(one, 3, expand_animations=False), [4, 5])  # noqa: E731
        return {"image": tf.map_fn(decode, png, fn_output_signature=tf.TensorSpec([4, 5, 3]))}

    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_ragged(folder: Path) -> None:
    serve = tf.function(lambda r: {"sums": tf.reduce_sum(r, 1)}, input_signature=[tf.RaggedTensorSpec([None, None], tf.float32)])
    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_sparse(folder: Path) -> None:
    serve = tf.function(lambda s: {"dense": tf.sparse.to_dense(s)}, input_signature=[tf.SparseTensorSpec([None, 4], tf.float32)])
    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_linear_algebra(folder: Path) -> None:
    @tf.function(input_signature=[tf.TensorSpec([3, 3], tf.float64, "m")])
    def serve(m: tf.Tensor) -> dict[str, tf.Tensor]:
        a = tf.linalg.matmul(m, m, transpose_b=True) + tf.eye(3, dtype=tf.float64)
        return {"inverse": tf.linalg.inv(a), "cholesky": tf.linalg.cholesky(a), "einsum": tf.einsum("ij,jk->ki", a, m), "fft": tf.signal.fft(tf.cast(m, tf.complex128))}

    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_image_operations(folder: Path) -> None:
    @tf.function(input_signature=[tf.TensorSpec([None, HEIGHT, WIDTH, 3], tf.float32, "image")])
    def serve(image: tf.Tensor) -> dict[str, tf.Tensor]:
        boxes = tf.constant([[0.1, 0.2, 0.8, 0.9]])
        transform = tf.constant([[0.9, 0.1, 0.2, -0.1, 1.1, 0.3, 0.01, 0.0]])
        moved = tf.raw_ops.ImageProjectiveTransformV3(images=image, transforms=transform, output_shape=[5, 7], fill_value=0.5, interpolation="BILINEAR", fill_mode="REFLECT")
        return {"crop": tf.image.crop_and_resize(image, boxes, [0], [4, 5]), "bicubic": tf.image.resize(image, [9, 5], "bicubic"), "moved": moved, "hsv": tf.image.rgb_to_hsv(image)}

    tf.saved_model.save(tf.Module(), str(folder), signatures=serve)


@way
def module_sharded(folder: Path) -> None:
    """A checkpoint of several data files."""
    module = Linear()
    options = tf.saved_model.SaveOptions(experimental_variable_policy=None, experimental_sharding_callback=tf.train.experimental.MaxShardSizePolicy(max_shard_size=64))
    tf.saved_model.save(module, str(folder), signatures=module.__call__, options=options)


@way
def module_text_form(folder: Path) -> None:
    """saved_model.pbtxt in place of saved_model.pb."""
    module = Linear()
    tf.saved_model.save(module, str(folder), signatures=module.__call__)
    model = saved_model_pb2.SavedModel.FromString((folder / "saved_model.pb").read_bytes())
    (folder / "saved_model.pbtxt").write_text(text_format.MessageToString(model))
    (folder / "saved_model.pb").unlink()
    (folder / "fingerprint.pb").unlink()


@way
def module_edited(folder: Path) -> None:
    """A model that a tool has edited: its fingerprint is that of another file."""
    module = Linear()
    tf.saved_model.save(module, str(folder), signatures=module.__call__)
    model = saved_model_pb2.SavedModel.FromString((folder / "saved_model.pb").read_bytes())
    model.meta_graphs[0].meta_info_def.stripped_default_attrs = False
    model.meta_graphs[0].graph_def.node.add(name="added", op="NoOp")
    (folder / "saved_model.pb").write_bytes(model.SerializeToString())


TYPES = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "bfloat16", "float32", "float64", "complex64", "complex128", "bool")

for _dtype in TYPES:

    def _type_way(folder: Path, dtype: str = _dtype) -> None:
        spec = tf.TensorSpec([None, 3], dtype, "x")
        serve = tf.function(lambda x: {"same": tf.identity(x), "first": x[:, 0]}, input_signature=[spec])
        tf.saved_model.save(tf.Module(), str(folder), signatures=serve)

    ZOO[f"type_{_dtype}"] = _type_way


# ------------------------------------------------------------------------------------------------- TensorFlow 1


def in_session(build: Callable[[Any, Path], None], resources: bool = False) -> Way:
    def made(folder: Path) -> None:
        with tf.Graph().as_default(), v1.Session() as session:
            v1.set_random_seed(1)
            with v1.variable_scope("", use_resource=resources):
                build(session, folder)

    return made


def linear_v1(x: tf.Tensor) -> tf.Tensor:
    w = v1.get_variable("w", [4, CLASSES], initializer=v1.glorot_uniform_initializer(seed=1))
    b = v1.get_variable("b", [CLASSES], initializer=v1.ones_initializer())
    return tf.linalg.matmul(x, w) + b


def vector_v1() -> tf.Tensor:
    return v1.placeholder(tf.float32, [None, 4], "x")


def simple_save(session: Any, folder: Path) -> None:
    x = vector_v1()
    y = linear_v1(x)
    session.run(v1.global_variables_initializer())
    v1.saved_model.simple_save(session, str(folder), {"x": x}, {"y": y})


def built(session: Any, folder: Path, signatures: dict[str, Any], tags: list[str] | None = None, **options: Any) -> None:
    builder = v1.saved_model.Builder(str(folder))
    builder.add_meta_graph_and_variables(session, ["serve"] if tags is None else tags, signatures, **options)
    builder.save()


def predict(inputs: dict[str, Any], outputs: dict[str, Any]) -> Any:
    return v1.saved_model.predict_signature_def(inputs, outputs)


def builder(session: Any, folder: Path) -> None:
    x = vector_v1()
    y = linear_v1(x)
    session.run(v1.global_variables_initializer())
    built(session, folder, {SERVING: predict({"x": x}, {"y": y}), "soft": predict({"x": x}, {"p": tf.nn.softmax(y)})})


def with_default(session: Any, folder: Path) -> None:
    x = vector_v1()
    keep = v1.placeholder_with_default(1.0, [], "keep_prob")
    y = linear_v1(x) * keep
    session.run(v1.global_variables_initializer())
    built(session, folder, {SERVING: predict({"x": x, "keep_prob": keep}, {"y": y})})


def with_hidden_placeholder(session: Any, folder: Path) -> None:
    x = vector_v1()
    keep = v1.placeholder(tf.float32, [], "keep_prob")
    y = linear_v1(x) * keep
    session.run(v1.global_variables_initializer())
    built(session, folder, {SERVING: predict({"x": x}, {"y": y})})


def with_table(session: Any, folder: Path) -> None:
    text = v1.placeholder(tf.string, [None], "text")
    initializer = tf.lookup.KeyValueTensorInitializer(["a", "some words"], tf.constant([1, 2], tf.int64))
    ids = tf.lookup.StaticHashTable(initializer, -1).lookup(text)
    session.run(v1.tables_initializer())
    built(session, folder, {SERVING: predict({"text": text}, {"ids": ids})}, main_op=v1.tables_initializer())


def with_asset(session: Any, folder: Path) -> None:
    vocabulary = folder.parent / "words.txt"
    vocabulary.write_text("a\nsome words\n")
    name = tf.constant(str(vocabulary), name="vocabulary")
    text = v1.placeholder(tf.string, [None], "text")
    initializer = tf.lookup.TextFileInitializer(name, tf.string, tf.lookup.TextFileIndex.WHOLE_LINE, tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER)
    ids = tf.lookup.StaticHashTable(initializer, -1).lookup(text)
    session.run(v1.tables_initializer())
    built(session, folder, {SERVING: predict({"text": text}, {"ids": ids})}, assets_collection=v1.get_collection(v1.GraphKeys.ASSET_FILEPATHS), main_op=v1.tables_initializer())
    vocabulary.unlink()


def several_tags(session: Any, folder: Path) -> None:
    x = vector_v1()
    y = linear_v1(x)
    session.run(v1.global_variables_initializer())
    signature = {SERVING: predict({"x": x}, {"y": y})}
    maker = v1.saved_model.Builder(str(folder))
    maker.add_meta_graph_and_variables(session, ["serve"], signature)
    maker.add_meta_graph(["serve", "gpu"], signature)
    maker.add_meta_graph(["train"], signature)
    maker.save()


def no_tags(session: Any, folder: Path) -> None:
    x = vector_v1()
    y = linear_v1(x)
    session.run(v1.global_variables_initializer())
    built(session, folder, {SERVING: predict({"x": x}, {"y": y})}, tags=[])


def no_signatures(session: Any, folder: Path) -> None:
    linear_v1(vector_v1())
    session.run(v1.global_variables_initializer())
    built(session, folder, {})


def examples(session: Any, folder: Path) -> None:
    """As an Estimator exports: serialized examples, a classify and a regress signature."""
    serialized = v1.placeholder(tf.string, [None], "input_example_tensor")
    parsed = v1.parse_example(serialized, {"x": v1.FixedLenFeature([4], tf.float32)})
    y = linear_v1(parsed["x"])
    session.run(v1.global_variables_initializer())
    names = tf.tile(tf.constant([["0", "1", "2"]]), [tf.shape(y)[0], 1])
    built(session, folder, {
        SERVING: v1.saved_model.classification_signature_def(serialized, names, tf.nn.softmax(y)),
        "regression": v1.saved_model.regression_signature_def(serialized, y[:, :1]),
        "predict": predict({"examples": serialized}, {"logits": y}),
    })


def partitioned(session: Any, folder: Path) -> None:
    x = v1.placeholder(tf.float32, [None, 9], "x")
    with v1.variable_scope("parts", partitioner=v1.fixed_size_partitioner(3)):
        w = v1.get_variable("w", [9, 4], initializer=v1.glorot_uniform_initializer(seed=1))
    y = tf.linalg.matmul(x, tf.convert_to_tensor(w))
    session.run(v1.global_variables_initializer())
    built(session, folder, {SERVING: predict({"x": x}, {"y": y})})


def with_optimizer(session: Any, folder: Path) -> None:
    x = vector_v1()
    y = linear_v1(x)
    loss = tf.reduce_mean(y**2)
    step = v1.train.AdamOptimizer(0.1).minimize(loss)
    session.run(v1.global_variables_initializer())
    session.run(step, {x: np.ones((2, 4), np.float32)})
    built(session, folder, {SERVING: predict({"x": x}, {"y": y})})


def loop_v1(session: Any, folder: Path) -> None:
    """A loop and a branch of TensorFlow 1's own control flow."""
    v1.disable_control_flow_v2()
    try:
        x = vector_v1()
        looped = v1.while_loop(lambda i, t: i < 3, lambda i, t: (i + 1, t * 2), [0, x])[1]
        y = v1.cond(tf.reduce_sum(x) > 1, lambda: looped + 1, lambda: looped - 1)
        built(session, folder, {SERVING: predict({"x": x}, {"y": y})})
    finally:
        v1.enable_control_flow_v2()


def clear_devices(session: Any, folder: Path) -> None:
    with tf.device("/gpu:0"):
        x = vector_v1()
        y = linear_v1(x)
    with v1.Session(config=v1.ConfigProto(allow_soft_placement=True)) as soft:
        soft.run(v1.global_variables_initializer())
        built(soft, folder, {SERVING: predict({"x": x}, {"y": y})})


def no_outputs(session: Any, folder: Path) -> None:
    x = vector_v1()
    linear_v1(x)
    session.run(v1.global_variables_initializer())
    built(session, folder, {SERVING: predict({"x": x}, {"y": x}), "init": v1.saved_model.build_signature_def({"x": v1.saved_model.build_tensor_info(x)}, {}, "init")})


def two_names(session: Any, folder: Path) -> None:
    """One tensor under two names."""
    x = vector_v1()
    y = linear_v1(x)
    session.run(v1.global_variables_initializer())
    built(session, folder, {SERVING: predict({"x": x}, {"y": y, "again": y})})


TF1 = (two_names, simple_save, builder, with_default, with_hidden_placeholder, with_table, with_asset, several_tags, no_tags, no_signatures,
       examples, partitioned, with_optimizer, loop_v1, clear_devices, no_outputs)

for _build in TF1:
    ZOO[f"tf1_{_build.__name__}"] = in_session(_build)
for _build in (builder, with_optimizer, partitioned):
    ZOO[f"tf1_{_build.__name__}_resources"] = in_session(_build, resources=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="some of the ways; default: all")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="takes a folder for each model")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in ZOO]
    if unknown:
        parser.error(f"NAME: expected some of {', '.join(ZOO)} but got {', '.join(unknown)}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    refused = 0
    for name in arguments.names or ZOO:
        folder = arguments.out / name
        shutil.rmtree(folder, ignore_errors=True)
        keras.utils.set_random_seed(1)
        try:
            ZOO[name](folder)
            print(f"{name:<44} made", flush=True)
        except Exception as e:  # noqa: BLE001 - a way that this version lacks is left out
            shutil.rmtree(folder, ignore_errors=True)
            refused += 1
            lines = str(e).strip().splitlines() or [type(e).__name__]
            print(f"{name:<44} left out: {lines[0][:120]}", flush=True)
    print(f"{len(arguments.names or ZOO) - refused} models, {refused} ways left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
