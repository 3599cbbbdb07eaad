#!/usr/bin/env python3
"""Compares what Java and Python compute by every signature of SavedModels, on random inputs.

The folders are searched for models. Each is loaded by tf.saved_model.load, or in a TensorFlow 1 session where that
refuses it, and each signature is called with the same arrays there and by `stn run`. See README.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from google.protobuf import text_format  # noqa: E402
from tensorflow.core.protobuf import meta_graph_pb2, saved_model_pb2  # noqa: E402

tf.get_logger().setLevel("ERROR")

ROOT = Path(__file__).parents[2]
TOLERANCE = 1e-5
PRECISIONS = {tf.float16: 2.0**-10, tf.bfloat16: 2.0**-7}
BATCH = 2
SIZES = (5, 8, 32, 96, 224)
PICTURES = ((8, 9, 3), (8, 9, 1), (6, 8, 1), (28, 28, 1), (32, 32, 3), (224, 224, 3))
UNRANKED = ((BATCH,), (BATCH, 5), (), (BATCH, 8, 8, 3), (BATCH, 8, 8, 1))
INTEGERS = ("any", "ragged", "sparse")
INTERNAL = ("__saved_model_init_op", "__saved_model_train_op")
JAVA_SECONDS = 600


class Refused(Exception):
    """Why a program does not load a model or run a signature."""


@dataclass
class Row:
    """What came of one signature."""

    model: str
    version: str
    loader: str
    signature: str
    result: str
    passed: bool


@dataclass
class Call:
    """Arrays that Python takes for a signature, and what it gives."""

    inputs: dict[str, np.ndarray]
    outputs: dict[str, np.ndarray]
    feeds: dict[str, np.ndarray] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def one_line(text: object) -> str:
    lines = [line.strip() for line in str(text).splitlines() if line.strip()]
    return (lines[0] if lines else type(text).__name__)[:200]


# ---------------------------------------------------------------------------------------------------- the files


def models(folders: list[Path]) -> dict[Path, str]:
    """Finds the folders that hold a saved_model.pb or saved_model.pbtxt, with their names below those that were given."""
    found = {}
    for folder in folders:
        for file in [*folder.rglob("saved_model.pb"), *folder.rglob("saved_model.pbtxt")]:
            name = str(file.parent.relative_to(folder))
            found.setdefault(file.parent.resolve(), folder.resolve().name if name == "." else name)
    return dict(sorted(found.items()))


def meta_graphs(folder: Path) -> list[meta_graph_pb2.MetaGraphDef]:
    model = saved_model_pb2.SavedModel()
    try:
        if (folder / "saved_model.pb").is_file():
            model.ParseFromString((folder / "saved_model.pb").read_bytes())
        else:
            text_format.Parse((folder / "saved_model.pbtxt").read_text(), model)
    except Exception as e:  # noqa: BLE001 - any fault of the file is said as its reason
        raise Refused(f"cannot be parsed: {one_line(e)}") from e
    return list(model.meta_graphs)


def node_lists(graph: meta_graph_pb2.MetaGraphDef) -> Iterator[list[Any]]:
    yield list(graph.graph_def.node)
    for function in graph.graph_def.library.function:
        yield list(function.node_def)


def operations(graph: meta_graph_pb2.MetaGraphDef) -> set[str]:
    return {node.op for nodes in node_lists(graph) for node in nodes}


# --------------------------------------------------------------------------------------------------- the inputs


def features(graph: meta_graph_pb2.MetaGraphDef) -> dict[str, tuple[Any, int]]:
    """Finds the dense features that the graph parses: type and number of values by key."""
    found: dict[str, tuple[Any, int]] = {}
    for nodes in node_lists(graph):
        constants = {node.name: tf.make_ndarray(node.attr["value"].tensor) for node in nodes if node.op == "Const"}
        for node in nodes:
            if node.op not in ("ParseExample", "ParseExampleV2", "ParseSingleExample"):
                continue
            if node.op == "ParseSingleExample":
                keys = list(node.attr["dense_keys"].list.s)
            elif node.op == "ParseExampleV2":
                keys = list(np.ravel(constants.get(node.input[3].split(":")[0], [])))
            else:
                first = 2 + node.attr["Nsparse"].i
                names = node.input[first : first + node.attr["Ndense"].i]
                keys = [key for name in names for key in np.ravel(constants.get(name.split(":")[0], []))]
            types, shapes = node.attr["Tdense"].list.type, node.attr["dense_shapes"].list.shape
            for key, dtype, shape in zip(keys, types, shapes, strict=False):
                sizes = [dim.size if dim.size > 0 else 1 for dim in shape.dim]
                found[key.decode()] = (tf.dtypes.as_dtype(dtype), int(np.prod(sizes, initial=1)))
    return found


def example(rng: np.random.Generator, wanted: dict[str, tuple[Any, int]]) -> bytes:
    """Makes a tf.Example with random values of the features."""
    made = tf.train.Example()
    for key, (dtype, count) in wanted.items():
        feature = made.features.feature[key]
        if dtype == tf.string:
            feature.bytes_list.value.extend([b"word"] * count)
        elif dtype.is_integer:
            feature.int64_list.value.extend(rng.integers(0, 3, count).tolist())
        else:
            feature.float_list.value.extend(rng.random(count).tolist())
    return made.SerializeToString()


def picture(rng: np.random.Generator, shape: tuple[int, ...]) -> bytes:
    return tf.io.encode_png(rng.integers(0, 256, shape, dtype=np.uint8)).numpy()


def takes_pictures(ops: set[str]) -> bool:
    return any(op.startswith(("DecodePng", "DecodeImage", "DecodeJpeg", "DecodeAndCrop")) for op in ops)


def strings(rng: np.random.Generator, graph: meta_graph_pb2.MetaGraphDef, count: int, shape: tuple[int, ...]) -> np.ndarray:
    ops = operations(graph)
    wanted = features(graph)
    words = [b"some words", b"others here", b"a", b"three more words"]
    if wanted:
        values = [example(rng, wanted) for _ in range(count)]
    elif takes_pictures(ops):
        values = [picture(rng, shape) for _ in range(count)]
    elif "StringToNumber" in ops:
        values = [str(round(rng.random(), 3)).encode() for _ in range(count)]
    else:
        values = [words[i % len(words)] for i in range(count)]
    return np.array(values, object)


@dataclass
class Sizes:
    """What a signature leaves open: sizes after the batch's, shapes without a rank and of pictures, what integers mean."""

    axis: int
    unranked: tuple[int, ...]
    picture: tuple[int, ...]
    integers: str


def integers(rng: np.random.Generator, shape: tuple[int, ...], style: str) -> np.ndarray:
    """Makes small integers: any, the row splits of a ragged tensor, or the indices and the shape of a sparse one."""
    if style == "ragged" and len(shape) == 1:
        return np.linspace(0, BATCH, shape[0]).astype(np.int64)
    if style == "sparse" and len(shape) == 2:
        return np.repeat(np.arange(shape[0])[:, None], shape[1], 1)
    if style == "sparse" and len(shape) == 1:
        return np.full(shape, 4)
    return rng.integers(0, 3, shape)


def value(rng: np.random.Generator, info: Any, graph: meta_graph_pb2.MetaGraphDef, sizes: Sizes) -> np.ndarray:
    """Makes an array for an input."""
    shape = sizes.unranked
    if not info.tensor_shape.unknown_rank:
        dims = [dim.size for dim in info.tensor_shape.dim]
        shape = tuple(dim if dim >= 0 else (BATCH if i == 0 else sizes.axis) for i, dim in enumerate(dims))
    dtype = tf.dtypes.as_dtype(info.dtype)
    if dtype == tf.string:
        return strings(rng, graph, int(np.prod(shape, initial=1)), sizes.picture).reshape(shape)
    if dtype == tf.bool:
        return rng.random(shape) < 0.5
    if dtype.is_integer:
        return integers(rng, shape, sizes.integers).astype(dtype.as_numpy_dtype)
    if dtype.is_complex:
        return (rng.random(shape) + 1j * rng.random(shape)).astype(dtype.as_numpy_dtype)
    if dtype.is_floating:
        return rng.random(shape).astype(dtype.as_numpy_dtype)
    raise Refused(f"inputs of type {dtype.name} cannot be given as arrays")


def candidates(seed: int, graph: meta_graph_pb2.MetaGraphDef, signature: Any) -> Iterator[dict[str, np.ndarray]]:
    """Gives inputs of several sizes, the smallest first: Python's first success decides."""
    infos = [tensor for info in signature.inputs.values() for tensor in tensors(info)]
    is_unranked = any(info.tensor_shape.unknown_rank for info in infos)
    is_open = any(dim.size < 0 for info in infos for dim in info.tensor_shape.dim[1:])
    is_coded = any(info.dtype == tf.string.as_datatype_enum for info in infos) and takes_pictures(operations(graph))
    for unranked in UNRANKED if is_unranked else UNRANKED[:1]:
        for shape in PICTURES if is_coded else PICTURES[:1]:
            for axis in SIZES if is_open else SIZES[:1]:
                for style in INTEGERS if len(infos) > 1 else INTEGERS[:1]:
                    rng = np.random.default_rng(seed)
                    sizes = Sizes(axis, unranked, shape, style)
                    yield {name: value(rng, info, graph, sizes) for name, info in sorted(signature.inputs.items())}


def tensors(info: Any) -> list[Any]:
    if info.WhichOneof("encoding") != "name":
        raise Refused(f"a {info.WhichOneof('encoding')} tensor is no array")
    return [info]


# ----------------------------------------------------------------------------------------------------- in Python


class Module:
    """A model that tf.saved_model.load takes."""

    title = "saved_model.load"

    def __init__(self, folder: Path, graph: meta_graph_pb2.MetaGraphDef) -> None:
        tags = list(graph.meta_info_def.tags)
        self.loaded = tf.saved_model.load(str(folder), tags=tags)

    def call(self, name: str, signature: Any, inputs: dict[str, np.ndarray], feeds: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        if feeds:
            raise Refused("a signature of a module has no feeds")
        constants = {
            key: tf.constant(array, tf.dtypes.as_dtype(signature.inputs[key].dtype)) for key, array in inputs.items()
        }
        return {key: tensor.numpy() for key, tensor in self.loaded.signatures[name](**constants).items()}


class Session:
    """A model that only a TensorFlow 1 session loads."""

    title = "TF 1 session"

    def __init__(self, folder: Path, graph: meta_graph_pb2.MetaGraphDef) -> None:
        self.session = tf.compat.v1.Session(graph=tf.Graph())
        with self.session.graph.as_default():
            tf.compat.v1.saved_model.load(self.session, list(graph.meta_info_def.tags), str(folder))

    def call(self, name: str, signature: Any, inputs: dict[str, np.ndarray], feeds: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        fed = {signature.inputs[key].name: array for key, array in inputs.items()}
        fed.update({f"{node}:0": array for node, array in feeds.items()})
        wanted = {key: info.name for key, info in signature.outputs.items()}
        return self.session.run(wanted, fed)


def opened(folder: Path, graph: meta_graph_pb2.MetaGraphDef) -> tuple[Callable[[], Any], str]:
    """Says how Python loads a model, and what tf.saved_model.load said where it does not."""
    said = ""
    for loader in (Module, Session):
        try:
            loaded = loader(folder, graph)
            if loader is Module and set(loaded.loaded.signatures) != set(signatures(graph)):
                said = "some signatures are missing"
                continue
            return lambda loader=loader: loader(folder, graph), said
        except Exception as e:  # noqa: BLE001 - whatever Python raises is its refusal
            said = said or one_line(e)
    raise Refused(said)


def signatures(graph: meta_graph_pb2.MetaGraphDef) -> dict[str, Any]:
    return {name: value for name, value in sorted(graph.signature_def.items()) if name not in INTERNAL}


def missing_feed(error: Exception, graph: meta_graph_pb2.MetaGraphDef) -> dict[str, np.ndarray]:
    """Makes a value for the placeholder that an error of a session names, if it does."""
    found = re.search(r"You must feed a value for placeholder tensor '([^']+)'", str(error))
    if not found:
        return {}
    node = next(node for node in graph.graph_def.node if node.name == found.group(1))
    dtype = tf.dtypes.as_dtype(node.attr["dtype"].type)
    sizes = [max(1, dim.size) for dim in node.attr["shape"].shape.dim]
    return {node.name: np.ones(sizes, dtype.as_numpy_dtype)}


def called(load: Callable[[], Any], seed: int, graph: meta_graph_pb2.MetaGraphDef, name: str) -> Call:
    """Calls a signature in Python, in models loaded anew; tells whether it is stateful or random."""
    signature = graph.signature_def[name]
    said = ""
    for inputs in candidates(seed, graph, signature):
        feeds: dict[str, np.ndarray] = {}
        while True:
            model = load()
            try:
                first = model.call(name, signature, inputs, feeds)
                break
            except Exception as e:  # noqa: BLE001
                more = missing_feed(e, graph)
                if not more or more.keys() <= feeds.keys():
                    said = said or one_line(e)
                    first = None
                    break
                feeds.update(more)
        if first is None:
            continue
        made = Call(inputs, first, feeds)
        again = model.call(name, signature, inputs, feeds)
        anew = load().call(name, signature, inputs, feeds)
        if not same(first, anew):
            made.notes.append("random")
        elif not same(first, again):
            made.notes.append("stateful: the first call")
        return made
    raise Refused(said)


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    return all(np.array_equal(one[key], other[key], equal_nan=one[key].dtype.kind in "fc") for key in one)


# ------------------------------------------------------------------------------------------------------- in Java


def written(folder: Path, name: str, array: np.ndarray) -> str:
    """Writes an array as `stn run` takes it."""
    if array.dtype != object:
        wide = array.astype(np.float32) if array.dtype == tf.bfloat16.as_numpy_dtype else array
        np.save(folder / f"{name}.npy", wide)
        return str(folder / f"{name}.npy")
    if array.ndim > 1:
        np.save(folder / f"{name}.npy", array.astype(bytes))
        return str(folder / f"{name}.npy")
    path = folder / name
    if array.ndim == 0:
        path.write_bytes(array.item())
        return str(path)
    path.mkdir()
    for i, text in enumerate(array):
        (path / f"{i:06}").write_bytes(text)
    return str(path)


def java(stn: list[str], model: Path, tags: list[str], name: str, made: Call, folder: Path) -> dict[str, Path]:
    """Calls a signature by `stn run` and gives the files of its outputs."""
    arguments = ["run", str(model), "--tags", ",".join(tags), "--signature", name]
    for option, arrays in (("--input", made.inputs), ("--feed", made.feeds)):
        for i, (key, array) in enumerate(arrays.items()):
            arguments += [option, f"{key}={written(folder, f'{option[2:]}{i}', array)}"]
    files = {}
    for i, (key, array) in enumerate(made.outputs.items()):
        files[key] = folder / f"output{i}.{'txt' if array.dtype == object else 'npy'}"
        arguments += ["--output", f"{key}={files[key]}"]
    run_java(stn, arguments)
    return files


def run_java(stn: list[str], arguments: list[str]) -> None:
    try:
        done = subprocess.run([*stn, *arguments], capture_output=True, check=False, timeout=JAVA_SECONDS)
    except subprocess.TimeoutExpired as e:
        raise RuntimeError(f"no end within {JAVA_SECONDS} s") from e
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    if done.returncode == 2 and len(lines) == 1:
        raise Refused(lines[0])
    if done.returncode != 0:
        raise RuntimeError(f"exit {done.returncode}, {len(lines)} lines on stderr: {one_line(chr(10).join(lines))}")


def difference(expected: np.ndarray, file: Path, is_random: bool) -> tuple[float, bool, str]:
    """Compares an output with a file: the largest difference, whether it is allowed, and a remark."""
    if expected.dtype == object:
        agrees = is_random or file.read_bytes() == b"".join(text + b"\n" for text in np.ravel(expected))
        return 0.0, agrees, "" if agrees else "strings differ"
    came = np.load(file)
    if came.shape != expected.shape:
        return np.inf, False, f"shape {list(came.shape)} for {list(expected.shape)}"
    if is_random:
        return 0.0, True, "shapes only"
    allowed = max(TOLERANCE, PRECISIONS.get(tf.dtypes.as_dtype(expected.dtype), 0.0))
    kind = np.complex128 if expected.dtype.kind == "c" else np.float64
    a, b = came.astype(kind), expected.astype(kind)
    equal = (a == b) | (np.isnan(a) & np.isnan(b))
    gaps = np.abs(np.where(equal, 0, a - b))
    gaps = np.where(np.isnan(gaps), np.inf, gaps)
    remark = "NaN in both" if np.isnan(b).any() and np.isfinite(gaps).all() else ""
    scale = np.where(np.isfinite(b), np.abs(b), 0)
    return float(gaps.max(initial=0)), bool((gaps <= allowed * (1 + scale)).all()), remark


def compared(stn: list[str], folder: Path, tags: list[str], name: str, made: Call) -> tuple[str, bool]:
    is_random = "random" in made.notes
    with tempfile.TemporaryDirectory() as scratch:
        try:
            files = java(stn, folder, tags, name, made, Path(scratch))
        except Refused as e:
            return f"refused: {e}", True
        except RuntimeError as e:
            return f"FAILED: {e}", False
        all_notes = list(made.notes)
        largest, passed = 0.0, True
        for key, expected in made.outputs.items():
            gap, allowed, remark = difference(expected, files[key], is_random)
            largest, passed = max(largest, gap), passed and allowed
            if remark and remark not in all_notes:
                all_notes.append(remark)
    notes = f" ({'; '.join(all_notes)})" if all_notes else ""
    return f"{'' if passed else 'DIFFERS: '}{largest:.1e}{notes}", passed


# ---------------------------------------------------------------------------------------------------- the table


def rows(stn: list[str], seed: int, folder: Path, title: str) -> Iterator[Row]:
    """Compares all signatures of one model."""
    try:
        graphs = meta_graphs(folder)
    except Refused as e:
        yield Row(title, "?", f"refused: {e}", "-", *without_python(stn, folder, ["serve"], "serving_default"))
        return
    for graph in graphs:
        tags = list(graph.meta_info_def.tags)
        name = title if len(graphs) == 1 else f"{title} {tags}"
        version = graph.meta_info_def.tensorflow_version or "Java"
        if not signatures(graph):
            yield Row(name, version, "-", "(none)", *without_python(stn, folder, tags, "serving_default"))
            continue
        try:
            load, said = opened(folder, graph)
            loader = Session.title if said else Module.title
        except Refused as e:
            load, loader = None, f"refused: {e}"
        for signature in signatures(graph):
            if load is None:
                yield Row(name, version, loader, signature, *without_python(stn, folder, tags, signature))
                continue
            try:
                made = called(load, seed, graph, signature)
            except Refused as e:
                came, passed = without_python(stn, folder, tags, signature)
                yield Row(name, version, loader, signature, f"{came}; Python refuses the inputs: {e}", passed)
                continue
            yield Row(name, version, loader, signature, *compared(stn, folder, tags, signature, made))


def without_python(stn: list[str], folder: Path, tags: list[str], signature: str) -> tuple[str, bool]:
    """Says what Java does with a signature that Python has no numbers for: it must not fail without a reason."""
    try:
        run_java(stn, ["run", str(folder), "--tags", ",".join(tags), "--signature", signature])
    except Refused as e:
        return f"refused: {e}", True
    except RuntimeError as e:
        return f"FAILED: {e}", False
    return "runs", True


def child(connection: Any, stn: list[str], seed: int, folder: Path, title: str) -> None:
    for row in rows(stn, seed, folder, title):
        connection.send(row)
    connection.close()


def isolated(stn: list[str], seed: int, folder: Path, title: str) -> Iterator[Row]:
    """Compares in a process of its own: what one model does to TensorFlow concerns no other."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=child, args=(theirs, stn, seed, folder, title))
    process.start()
    theirs.close()
    try:
        while True:
            yield ours.recv()
    except EOFError:
        pass
    process.join()
    if process.exitcode:
        yield Row(title, "?", f"this script: exit {process.exitcode}", "-", "FAILED: not compared", False)


def shown(row: Row) -> str:
    return f"{row.model:<40} {row.version:<12} {row.loader:<17} {row.signature:<26} {row.result}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="searched for SavedModels")
    parser.add_argument("--stn", type=Path, default=ROOT / "stn", metavar="PATH", help="the launcher (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the inputs (default: %(default)s)")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        if not folder.is_dir():
            parser.error(f"FOLDER: expected a folder but got {folder}")
    if not arguments.stn.is_file():
        parser.error(f"--stn: expected a program but there is none at {arguments.stn}")
    found = models(arguments.folders)
    if not found:
        parser.error("FOLDER: expected SavedModels below but there are none")
    print(shown(Row("model", "TensorFlow", "Python", "signature", "largest difference, or the reason", True)), flush=True)
    all_rows = []
    for folder, title in found.items():
        for row in isolated([str(arguments.stn)], arguments.seed, folder, title):
            print(shown(row), flush=True)
            all_rows.append(row)
    failed = [row for row in all_rows if not row.passed]
    refused = [row for row in all_rows if row.passed and row.result.startswith("refused")]
    print(f"{len(found)} models, {len(all_rows)} signatures: {len(all_rows) - len(failed) - len(refused)} agree, "
          f"{len(refused)} refused with a reason, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
