#!/usr/bin/env python3
"""Makes test resources: small graphs of one operation each, with what Python's TensorFlow computes by them.

One JSON file for each family of operations, a list of cases. See README.md for the fields.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

DEFAULT_OUT = Path(__file__).parents[2] / "stn-savedmodel/src/test/resources/operations"
RAW = tf.raw_ops
IMAGES = (2, 5, 4, 2)


@dataclass
class Case:
    """A function of float arrays.

    Attributes:
        linear: the inputs in which the function is linear and whose gradient Python does not have, or has wrong: it is
            taken from differences instead, which are exact then. Others come from GradientTape.
        flat: the inputs that have no gradient.
        reference: computes the same and has a gradient, where Python has none of the function.
        static: whether all sizes stand in the graph.
    """

    function: Callable[..., Any]
    inputs: list[Any]
    linear: tuple[int, ...] = ()
    flat: tuple[int, ...] = ()
    reference: Callable[..., Any] | None = None
    static: bool = False


def rng(name: str) -> np.random.Generator:
    return np.random.default_rng(zlib.crc32(name.encode()))


def normal(name: str, *shape: int) -> np.ndarray:
    return rng(name).standard_normal(shape).astype(np.float32)


def positive(name: str, *shape: int) -> np.ndarray:
    return rng(name).uniform(0.2, 1.8, shape).astype(np.float32)


TRANSFORMS = np.array([[0.9, 0.2, -1.3, -0.15, 1.1, 0.7, 0.02, -0.03], [1.7, -0.3, -2.1, 0.4, 1.9, -3.2, 0, 0.01]], np.float32)
INFINITE = np.array([[1, 0, 0.3, 0, 1, 0.4, -0.5, 0]], np.float32)
FAR = np.array([[6, 0, -17.3, 0, 7, -22.6, 0, 0]], np.float32)


def projective() -> dict[str, Case]:
    def v3(transforms: np.ndarray, interpolation: str, mode: str, size: tuple[int, int] = (6, 4)) -> Case:
        def warp(x: tf.Tensor) -> tf.Tensor:
            return RAW.ImageProjectiveTransformV3(
                images=x,
                transforms=transforms,
                output_shape=size,
                fill_value=0.7,
                interpolation=interpolation,
                fill_mode=mode,
            )

        return Case(warp, [normal("projective", *IMAGES)], linear=(0,))

    cases = {
        f"{kind}_{interpolation}_{mode}".lower(): v3(transforms, interpolation, mode)
        for kind, transforms in (("near", TRANSFORMS), ("far", FAR), ("infinite", INFINITE))
        for interpolation in ("NEAREST", "BILINEAR")
        for mode in ("CONSTANT", "REFLECT", "WRAP", "NEAREST")
    }

    def v2(x: tf.Tensor) -> tf.Tensor:
        size = tf.shape(x)[1:3]
        return RAW.ImageProjectiveTransformV2(images=x, transforms=[[1, 0, 0.3, 0, 1, -0.6, 0, 0]], output_shape=size, interpolation="BILINEAR")

    cases["v2_shift"] = Case(v2, [normal("projective", *IMAGES)])
    cases["one_pixel_wide_wrap"] = v3(TRANSFORMS, "BILINEAR", "WRAP")
    cases["one_pixel_wide_wrap"].inputs = [normal("narrow", 2, 7, 1, 1)]
    cases["one_pixel_wide_reflect"] = v3(TRANSFORMS, "BILINEAR", "REFLECT")
    cases["one_pixel_wide_reflect"].inputs = [normal("narrow", 2, 7, 1, 1)]
    return cases


def resize() -> dict[str, Case]:
    cases = {}
    x = normal("resize", *IMAGES)
    for operation in (RAW.ResizeBilinear, RAW.ResizeBicubic, RAW.ResizeNearestNeighbor):
        for place in ("align_corners", "half_pixel_centers", None):
            for size in ((11, 4), (3, 9)):

                def resized(x: tf.Tensor, operation: Any = operation, place: Any = place, size: Any = size) -> tf.Tensor:
                    return operation(images=x, size=size, **({place: True} if place else {}))

                cases[f"{operation.__name__}_{place}_{size[0]}x{size[1]}".lower()] = Case(resized, [x])
    for corners in (False, True):
        for size in ((11, 4), (3, 9)):

            def area(x: tf.Tensor, corners: bool = corners, size: Any = size) -> tf.Tensor:
                return RAW.ResizeArea(images=x, size=size, align_corners=corners)

            cases[f"resizearea_{'align_corners' if corners else None}_{size[0]}x{size[1]}".lower()] = Case(area, [x], linear=(0,))
    boxes = np.array([[0.1, 0.05, 0.83, 0.9], [0.7, 0.95, 0.2, -0.1], [0.3, 0.2, 0.31, 1.3]], np.float32)
    for method in ("bilinear", "nearest"):

        def crop(x: tf.Tensor, boxes: tf.Tensor, method: str = method) -> tf.Tensor:
            return tf.image.crop_and_resize(x, boxes, [1, 0, 1], [4, 3], method, extrapolation_value=0.4)

        cases[f"cropandresize_{method}"] = Case(crop, [x, boxes])
    cases["scaleandtranslate"] = Case(lambda x: tf.image.resize(x, [4, 8], "lanczos3", antialias=True), [x])
    return cases


def convolution() -> dict[str, Case]:
    cases = {}
    x = normal("convolution", *IMAGES)
    for name, depth in (("conv2d", (2, 3)), ("depthwise", (2, 2))):
        kernel = normal(name, 3, 2, *depth)
        for padding in ("SAME", "VALID", "EXPLICIT"):
            for strides, dilations in (((1, 1), (1, 1)), ((2, 2), (1, 1)), ((1, 1), (2, 3))):
                if name == "depthwise" and (padding == "EXPLICIT" or dilations != (1, 1)):
                    continue  # TensorFlow's CPU kernel has neither

                def convolved(
                    x: tf.Tensor, kernel: tf.Tensor, name: str = name, padding: str = padding, s: Any = strides, d: Any = dilations
                ) -> tf.Tensor:
                    common = dict(input=x, filter=kernel, strides=[1, *s, 1], dilations=[1, *d, 1], padding=padding)
                    if padding == "EXPLICIT":
                        common["explicit_paddings"] = [0, 0, 1, 2, 3, 0, 0, 0]
                    return (RAW.Conv2D if name == "conv2d" else RAW.DepthwiseConv2dNative)(**common)

                label = f"{name}_{padding}_strides{strides[0]}{strides[1]}_dilations{dilations[0]}{dilations[1]}".lower()
                cases[label] = Case(convolved, [x, kernel], linear=(0, 1) if dilations != (1, 1) else ())
    for name, (given, made), stride in (("", (2, 4), 1), ("_of_one_channel", (1, 8), 1), ("_of_strides", (1, 4), (1, 2))):
        kernel = normal("grouped_kernel", 3, 2, given, made)
        cases[f"conv2d_grouped{name}"] = Case(
            lambda x, k, s=stride: tf.nn.conv2d(x, k, s, "SAME"),
            [normal("grouped", 1, 4, 5, 4), kernel],
            linear=(0, 1),
            static=True,
        )
    for padding in ("SAME", "VALID"):
        for strides in ((1, 1), (2, 3)):

            def transposed(y: tf.Tensor, kernel: tf.Tensor, padding: str = padding, s: Any = strides) -> tf.Tensor:
                return tf.nn.conv2d_transpose(y, kernel, [2, *([7, 5] if s == (1, 1) else [14, 15]), 3], s, padding)

            sizes = (7, 5) if padding == "SAME" else ((5, 4) if strides == (1, 1) else (6, 5))
            cases[f"conv2d_transpose_{padding}_{strides[0]}{strides[1]}".lower()] = Case(
                transposed, [normal("transposed", 2, *sizes, 4), normal("transposed_kernel", 3, 2, 3, 4)]
            )
    cases["extract_patches"] = Case(lambda x: tf.image.extract_patches(x, [1, 3, 2, 1], [1, 2, 1, 1], [1, 1, 2, 1], "SAME"), [x])
    cases["extract_patches_valid"] = Case(lambda x: tf.image.extract_patches(x, [1, 2, 2, 1], [1, 2, 3, 1], [1, 2, 1, 1], "VALID"), [x])
    for name, function in (("max", tf.nn.max_pool2d), ("average", tf.nn.avg_pool2d)):
        cases[f"pool_{name}"] = Case(lambda x, f=function: f(x, (3, 2), (2, 1), "SAME"), [x])
    cases["pool_max_with_argmax"] = Case(lambda x: tf.nn.max_pool_with_argmax(x, (3, 2), (2, 1), "SAME")[0], [x])
    return cases


def volume() -> dict[str, Case]:
    cases = {}
    x = normal("volume", 1, 5, 3, 4, 2)
    kernel = normal("volume_kernel", 2, 3, 2, 2, 2)
    for padding in ("SAME", "VALID"):
        for strides, dilations in (((1, 1, 1), (1, 1, 1)), ((2, 1, 2), (1, 1, 1)), ((3, 2, 1), (1, 1, 1))):
            def convolved(x: tf.Tensor, k: tf.Tensor, padding: str = padding, s: Any = strides, d: Any = dilations) -> tf.Tensor:
                return RAW.Conv3D(input=x, filter=k, strides=[1, *s, 1], dilations=[1, *d, 1], padding=padding)

            cases[f"conv3d_{padding}_strides{''.join(map(str, strides))}".lower()] = Case(convolved, [x, kernel])

    def transposed(y: tf.Tensor, kernel: tf.Tensor, padding: str, strides: Any, size: Any) -> tf.Tensor:
        return RAW.Conv3DBackpropInputV2(
            input_sizes=[1, *size, 2], filter=kernel, out_backprop=y, strides=[1, *strides, 1], padding=padding
        )

    for padding, strides, given in (
        ("SAME", (1, 1, 1), (5, 3, 4)),
        ("SAME", (2, 1, 3), (3, 3, 2)),
        ("VALID", (2, 2, 1), (2, 1, 3)),
        ("VALID", (1, 1, 1), (4, 1, 3)),
    ):
        cases[f"conv3d_transpose_{padding}_strides{''.join(map(str, strides))}".lower()] = Case(
            lambda y, k, p=padding, s=strides: transposed(y, k, p, s, (5, 3, 4)), [normal("given", 1, *given, 2), kernel]
        )
    cases["max_pool3d"] = Case(lambda x: tf.nn.max_pool3d(x, 2, (2, 1, 2), "SAME"), [x])
    cases["average_pool3d"] = Case(lambda x: tf.nn.avg_pool3d(x, 2, (2, 1, 2), "SAME"), [x])
    return cases


def elementwise() -> dict[str, Case]:
    x, y = normal("x", 4, 3), positive("y", 4, 3)
    one = {
        "erf": tf.math.erf,
        "erfc": tf.math.erfc,
        "elu": tf.nn.elu,
        "selu": tf.nn.selu,
        "softplus": tf.nn.softplus,
        "softsign": tf.nn.softsign,
        "relu6": lambda x: tf.nn.relu6(4 * x),
        "leaky_relu": lambda x: tf.nn.leaky_relu(x, 0.3),
        "gelu": lambda x: tf.nn.gelu(x, approximate=False),
        "gelu_approximate": lambda x: tf.nn.gelu(x, approximate=True),
        "silu": tf.nn.silu,
        "mish": lambda x: x * tf.tanh(tf.nn.softplus(x)),
        "round": lambda x: tf.round(3 * x) + x,
        "ceil": lambda x: tf.math.ceil(3 * x) * x,
        "sign": lambda x: tf.sign(x) * x,
        "ones_like": lambda x: tf.ones_like(x) * x,
        "zeros_like": lambda x: tf.zeros_like(x) + x,
        "cumsum": lambda x: tf.cumsum(x, 1, exclusive=True, reverse=True),
        "cumprod": lambda x: tf.math.cumprod(x, 1),
        "cumprod_exclusive": lambda x: tf.math.cumprod(x, 0, exclusive=True),
        "cumprod_reverse": lambda x: tf.math.cumprod(x, 1, reverse=True),
        "cumprod_exclusive_reverse": lambda x: tf.math.cumprod(x, 1, exclusive=True, reverse=True),
        "roll": lambda x: tf.roll(x, [1, -2], [0, 1]),
        "clip_by_value": lambda x: tf.clip_by_value(x, -0.4, 0.6),
        "clip_by_norm": lambda x: tf.clip_by_norm(x, 0.7, axes=[1]),
        "l2_normalize": lambda x: tf.math.l2_normalize(x, 1),
        "reduce_euclidean_norm": lambda x: tf.math.reduce_euclidean_norm(x, 1),
        "reduce_euclidean_norm_keeping_axes": lambda x: tf.math.reduce_euclidean_norm(x, 0, keepdims=True),
        "reduce_logsumexp": lambda x: tf.reduce_logsumexp(x, 1),
        "reduce_prod": lambda x: tf.reduce_prod(x, 1),
        "reduce_max": lambda x: tf.reduce_max(x, 1),
        "reduce_std": lambda x: tf.math.reduce_std(x, 1),
        "top_k": lambda x: tf.math.top_k(x, 2).values,
        "sort": lambda x: tf.sort(x, axis=0),
        "log_softmax": tf.nn.log_softmax,
        "fake_quant": lambda x: tf.quantization.fake_quant_with_min_max_args(x, -1, 1.2),
        "where": lambda x: tf.where(x > 0.1, x * x, -x),
        "check_numerics": lambda x: tf.debugging.check_numerics(x, "bad") * x,
        "atan": tf.atan,
        "relu_grad": lambda x: RAW.ReluGrad(gradients=x * x, features=x),
        "relu6_grad": lambda x: RAW.Relu6Grad(gradients=x * x, features=4 * x),
        "leaky_relu_grad": lambda x: RAW.LeakyReluGrad(gradients=x * x, features=x),
        "tanh_grad": lambda x: RAW.TanhGrad(y=tf.tanh(x), dy=x),
        "sigmoid_grad": lambda x: RAW.SigmoidGrad(y=tf.sigmoid(x), dy=x),
        "softplus_grad": lambda x: RAW.SoftplusGrad(gradients=x * x, features=x),
        "elu_grad": lambda x: RAW.EluGrad(gradients=x, outputs=tf.nn.elu(x)),
        "selu_grad": lambda x: RAW.SeluGrad(gradients=x, outputs=tf.nn.selu(x)),
        "bias_add_grad": lambda x: RAW.BiasAddGrad(out_backprop=x * x),
    }
    of_positive = {
        "digamma": tf.math.digamma,
        "lgamma": tf.math.lgamma,
        "sqrt_grad": lambda y: RAW.SqrtGrad(y=tf.sqrt(y), dy=y),
        "rsqrt_grad": lambda y: RAW.RsqrtGrad(y=tf.math.rsqrt(y), dy=y),
        "reciprocal_grad": lambda y: RAW.ReciprocalGrad(y=1 / y, dy=y),
    }
    two = {
        "atan2": tf.math.atan2,
        "xlogy": lambda x, y: RAW.Xlogy(x=x, y=y),
        "xlog1py": lambda x, y: RAW.Xlog1py(x=x, y=y),
        "xdivy": lambda x, y: RAW.Xdivy(x=x, y=y),
        "mul_no_nan": lambda x, y: RAW.MulNoNan(x=x, y=y),
        "div_no_nan": tf.math.divide_no_nan,
        "floor_mod": tf.math.floormod,
        "floor_div": lambda x, y: tf.math.floordiv(x, y) + x * y,
        "squared_difference": tf.math.squared_difference,
        "maximum": tf.maximum,
        "pow": lambda x, y: tf.pow(tf.abs(x) + 0.1, y),
    }
    cases = {name: Case(function, [x]) for name, function in one.items()}
    cases |= {name: Case(function, [y]) for name, function in of_positive.items()}
    for name, function in two.items():
        cases[name] = Case(function, [x, y])
        cases[f"{name}_of_a_column"] = Case(function, [x, y[:, :1]])
        cases[f"{name}_of_more_axes"] = Case(function, [x[0], positive("more", 2, 1, 3)])
    volume = normal("softmax", 2, 3, 4)
    cases["softmax_of_three_axes"] = Case(tf.nn.softmax, [volume])
    cases["log_softmax_of_three_axes"] = Case(tf.nn.log_softmax, [volume])
    cases["cumsum_of_three_axes"] = Case(lambda x: tf.cumsum(x, -2, reverse=True), [volume])
    cases["softmax_cross_entropy"] = Case(lambda x, p: tf.nn.softmax_cross_entropy_with_logits(p / 4, x), [x, y])
    cases["prelu"] = Case(lambda x, a: tf.nn.relu(x) - a * tf.nn.relu(-x), [x, y[0]])
    cases["sparse_softmax_cross_entropy"] = Case(
        lambda x: tf.nn.sparse_softmax_cross_entropy_with_logits(tf.constant([2, 0, 1, 1]), x), [x]
    )
    cases["fake_quant_with_vars"] = Case(
        lambda x, a, b: tf.quantization.fake_quant_with_min_max_vars(x, a, b), [x, np.float32(-0.8), np.float32(0.9)]
    )
    cases["fake_quant_with_vars_per_channel"] = Case(
        lambda x, a, b: tf.quantization.fake_quant_with_min_max_vars_per_channel(x, a, b), [x, -y[0], y[1]]
    )
    cases["hsv_to_rgb"] = Case(tf.image.hsv_to_rgb, [positive("hues", 2, 3, 4, 3) / 2], reference=from_hue)
    cases["rgb_to_hsv"] = Case(lambda y: tf.image.rgb_to_hsv(y / 2), [positive("colors", 2, 3, 4, 3)])
    return cases


def from_hue(colors: tf.Tensor) -> tf.Tensor:
    """Computes what tf.image.hsv_to_rgb does."""
    hue, saturation, value = tf.unstack(colors, axis=-1)
    shares = [tf.abs(6 * hue - 3) - 1, 2 - tf.abs(6 * hue - 2), 2 - tf.abs(6 * hue - 4)]
    return tf.stack([value * (1 - saturation + saturation * tf.clip_by_value(share, 0.0, 1.0)) for share in shares], -1)


def shape() -> dict[str, Case]:
    x = normal("shape", 2, 4, 6, 2)
    deep = normal("deep", 1, 2, 3, 8)
    flat = normal("flat", 5, 3)
    return {
        "mirror_pad_reflect": Case(lambda x: tf.pad(x, [[0, 0], [2, 1], [1, 3], [0, 0]], "REFLECT"), [x]),
        "mirror_pad_symmetric": Case(lambda x: tf.pad(x, [[1, 0], [2, 4], [1, 3], [0, 0]], "SYMMETRIC"), [x]),
        "space_to_depth": Case(lambda x: tf.nn.space_to_depth(x, 2), [x]),
        "depth_to_space": Case(lambda x: tf.nn.depth_to_space(x, 2), [deep]),
        "space_to_batch": Case(lambda x: tf.space_to_batch(x, [2, 3], [[1, 1], [0, 0]]), [x]),
        "einsum": Case(lambda x, y: tf.einsum("bhwc,cd->bdhw", x, y), [x, normal("einsum", 2, 3)]),
        "einsum_of_repeated_axes": Case(lambda x: tf.einsum("bhwh->bw", x), [normal("repeated", 2, 4, 6, 4)]),
        "einsum_of_an_ellipsis": Case(lambda x, y: tf.einsum("...wc,...cd->...wd", x, y), [x, normal("ellipsis", 4, 2, 3)]),
        "unpack": Case(lambda x: tf.unstack(x, axis=1)[2] * tf.unstack(x, axis=1)[0], [x]),
        "broadcast_to": Case(lambda x: tf.broadcast_to(x, [2, 5, 3]), [flat]),
        "dynamic_stitch": Case(lambda a, b: tf.dynamic_stitch([[0, 3, 4], [1, 2]], [a, b]), [flat[:3], flat[3:]]),
        "dynamic_partition": Case(lambda x: tf.dynamic_partition(x, [0, 1, 1, 0, 1], 2)[1], [flat]),
        "reverse_sequence": Case(lambda x: tf.reverse_sequence(x, [2, 3, 1, 0, 2], 1, 0), [flat]),
        "boolean_mask": Case(lambda x: tf.boolean_mask(x, x > 0), [flat]),
        "tensor_scatter_add": Case(lambda x, u: tf.tensor_scatter_nd_add(x, [[1], [4], [1]], u), [flat, normal("u", 3, 3)]),
        "tensor_scatter_sub": Case(lambda x, u: tf.tensor_scatter_nd_sub(x, [[1], [4], [1]], u), [flat, normal("u", 3, 3)]),
        "tensor_scatter_update": Case(lambda x, u: tf.tensor_scatter_nd_update(x, [[1], [4]], u), [flat, normal("u", 2, 3)]),
        "segment_sum": Case(lambda x: tf.math.segment_sum(x, [0, 0, 1, 3, 3]), [flat]),
        "segment_mean": Case(lambda x: tf.math.segment_mean(x, [0, 0, 1, 3, 3]), [flat]),
        "unsorted_segment_max": Case(lambda x: tf.math.unsorted_segment_max(x, [0, 2, 1, 2, 0], 3), [flat]),
        "strided_slice": Case(lambda x: x[::-2, 1:, tf.newaxis], [flat]),
        "gather_of_axis": Case(lambda x: tf.gather(x, [2, 0, 2], axis=1), [flat]),
        "gather_of_batches": Case(lambda x: tf.gather(x, [[1, 1], [0, 3]], axis=1, batch_dims=1), [x]),
        "repeat": Case(lambda x: tf.repeat(x, [1, 2, 0, 3, 1], 0), [flat]),
    }


def matrix() -> dict[str, Case]:
    a = 2 * np.eye(3, dtype=np.float32) + 0.4 * normal("a", 2, 3, 3)
    b = normal("b", 2, 3, 2)
    spd = a @ np.swapaxes(a, 1, 2) + np.eye(3, dtype=np.float32)
    x = normal("band", 2, 3, 4)
    return {
        "inverse": Case(tf.linalg.inv, [a]),
        "inverse_adjoint": Case(lambda a: tf.linalg.inv(a, adjoint=True), [a]),
        "solve": Case(tf.linalg.solve, [a, b]),
        "solve_adjoint": Case(lambda a, b: tf.linalg.solve(a, b, adjoint=True), [a, b]),
        "triangular_solve": Case(tf.linalg.triangular_solve, [a, b]),
        "triangular_solve_upper": Case(lambda a, b: tf.linalg.triangular_solve(a, b, lower=False), [a, b]),
        "triangular_solve_adjoint": Case(lambda a, b: tf.linalg.triangular_solve(a, b, adjoint=True), [a, b]),
        "cholesky": Case(lambda a: tf.linalg.cholesky((a + tf.linalg.matrix_transpose(a)) / 2), [spd]),
        "determinant": Case(tf.linalg.det, [a]),
        "log_determinant": Case(lambda a: tf.linalg.slogdet(a)[1], [a]),
        "band_part": Case(lambda x: tf.linalg.band_part(x, 1, 0), [x]),
        "diag": Case(tf.linalg.diag, [x[0]]),
        "diag_of_a_band": Case(lambda x: tf.linalg.diag(x, k=(-1, 1), padding_value=0.3), [normal("diag", 2, 3, 4)]),
        "diag_part": Case(tf.linalg.diag_part, [x]),
        "diag_part_of_a_band": Case(lambda x: tf.linalg.diag_part(x, k=(-1, 2), padding_value=0.3), [x]),
        "set_diag": Case(lambda x, d: tf.linalg.set_diag(x, d), [x, normal("d", 2, 3)]),
        "set_diag_of_another": Case(lambda x, d: tf.linalg.set_diag(x, d, k=1), [x, normal("d", 2, 3)]),
        "trace": Case(tf.linalg.trace, [a]),
        "matmul_of_batches": Case(lambda a, b: tf.linalg.matmul(a, b, transpose_a=True), [a[0], b]),
    }


def normalization() -> dict[str, Case]:
    cases = {}
    scale, offset, mean, variance = positive("scale", 2), normal("offset", 2), normal("mean", 2), positive("variance", 2)
    x = normal("normalized", *IMAGES)
    for kind in (RAW.FusedBatchNorm, RAW.FusedBatchNormV2, RAW.FusedBatchNormV3):
        for training in (False, True):

            def fused(x: Any, s: Any, o: Any, m: Any, v: Any, kind: Any = kind, training: bool = training) -> tf.Tensor:
                m, v = (tf.constant([], tf.float32), tf.constant([], tf.float32)) if training else (m, v)
                return kind(x=x, scale=s, offset=o, mean=m, variance=v, epsilon=0.01, is_training=training)[0]

            label = f"{kind.__name__}_{'training' if training else 'inference'}".lower()
            cases[label] = Case(fused, [x, scale, offset, mean, variance], flat=(3, 4) if training else ())
    volume = normal("normalized_volume", 2, 3, 4, 2, 2)
    for training in (False, True):

        def fused3d(x: Any, s: Any, o: Any, m: Any, v: Any, training: bool = training) -> tf.Tensor:
            m, v = (tf.constant([], tf.float32), tf.constant([], tf.float32)) if training else (m, v)
            return RAW.FusedBatchNormV3(
                x=x, scale=s, offset=o, mean=m, variance=v, epsilon=0.01, is_training=training, data_format="NDHWC"
            )[0]

        label = f"fusedbatchnormv3_ndhwc_{'training' if training else 'inference'}"
        cases[label] = Case(fused3d, [volume, scale, offset, mean, variance], flat=(3, 4) if training else ())
    for training in (False, True):

        def fused_nchw(x: Any, s: Any, o: Any, m: Any, v: Any, training: bool = training) -> tf.Tensor:
            m, v = (tf.constant([], tf.float32), tf.constant([], tf.float32)) if training else (m, v)
            return RAW.FusedBatchNormV3(
                x=x, scale=s, offset=o, mean=m, variance=v, epsilon=0.01, is_training=training, data_format="NCHW"
            )[0]

        label = f"fusedbatchnormv3_nchw_{'training' if training else 'inference'}"
        nchw = np.ascontiguousarray(np.moveaxis(x, -1, 1))
        cases[label] = Case(fused_nchw, [nchw, scale, offset, mean, variance], flat=(3, 4) if training else ())
    cases["lrn"] = Case(lambda x: tf.nn.lrn(x, 1, 1.0, 0.5, 0.6), [x])
    return cases


def lists() -> dict[str, Case]:
    rows = normal("rows", 4, 2, 3)
    weight = normal("list_weight", 3, 3) * 0.4

    def recurrent(x: tf.Tensor, w: tf.Tensor) -> tf.Tensor:
        states = tf.TensorArray(tf.float32, 4, element_shape=[2, 3])
        inputs = tf.TensorArray(tf.float32, 4).unstack(x)
        state = tf.zeros([2, 3])
        for i in tf.range(4):
            state = tf.tanh(inputs.read(i) + tf.linalg.matmul(state, w))
            states = states.write(i, state)
        return states.stack()

    def growing(x: tf.Tensor, w: tf.Tensor) -> tf.Tensor:
        states = tf.TensorArray(tf.float32, 0, dynamic_size=True)
        for i in tf.range(3):
            states = states.write(i, tf.linalg.matmul(x[i], w))
        return states.concat()

    def partial(x: tf.Tensor) -> tf.Tensor:
        some = tf.TensorArray(tf.float32, 4, element_shape=[2, 3])
        for i in tf.range(2):
            some = some.write(2 * i, x[i] * x[i])
        return some.stack()

    def gathered(x: tf.Tensor) -> tf.Tensor:
        return tf.TensorArray(tf.float32, 4, clear_after_read=False).unstack(x).gather([3, 1, 3])

    def scattered(x: tf.Tensor) -> tf.Tensor:
        return tf.TensorArray(tf.float32, 4).scatter([3, 1, 0, 2], x).stack() * x

    def pushed(x: tf.Tensor) -> tf.Tensor:
        handle = RAW.EmptyTensorList(element_shape=[2, 3], max_num_elements=-1, element_dtype=tf.float32)
        for i in range(3):
            handle = RAW.TensorListPushBack(input_handle=handle, tensor=x[i] * x[3])
        handle, last = RAW.TensorListPopBack(input_handle=handle, element_shape=[2, 3], element_dtype=tf.float32)
        length = tf.cast(RAW.TensorListLength(input_handle=handle), tf.float32)
        return RAW.TensorListStack(input_handle=handle, element_shape=[2, 3], element_dtype=tf.float32, num_elements=-1) * last * length

    def mapped(x: tf.Tensor) -> tf.Tensor:
        return tf.map_fn(lambda row: tf.linalg.matmul(row, row, transpose_b=True), x)

    def scanned(x: tf.Tensor) -> tf.Tensor:
        return tf.scan(lambda a, row: 0.5 * a + row * row, x)

    return {
        "recurrent": Case(recurrent, [rows, weight]),
        "growing": Case(growing, [rows, weight]),
        "partial": Case(partial, [rows]),
        "gathered": Case(gathered, [rows]),
        "scattered": Case(scattered, [rows]),
        "pushed": Case(pushed, [rows]),
        "mapped": Case(mapped, [rows]),
        "scanned": Case(scanned, [rows]),
    }


FAMILIES = {
    "projective": projective,
    "resize": resize,
    "convolution": convolution,
    "volume": volume,
    "elementwise": elementwise,
    "shape": shape,
    "matrix": matrix,
    "normalization": normalization,
    "lists": lists,
}
DYNAMIC = ("projective", "resize", "convolution", "volume")


def array(value: Any) -> dict[str, Any]:
    value = np.asarray(value)
    values = [float(f"{v:.6g}") for v in value.reshape(-1).tolist()]
    return {"dtype": value.dtype.name, "shape": list(value.shape), "values": values}


def differences(function: Callable[..., Any], inputs: list[Any], index: int, upstream: np.ndarray) -> np.ndarray:
    """Returns the gradient of a linear function, of differences in double precision."""
    gradient = np.zeros(inputs[index].size)
    for i in range(gradient.size):
        values = []
        for sign in (1, -1):
            moved = inputs[index].reshape(-1).copy()
            moved[i] = sign
            arguments = [*inputs]
            arguments[index] = moved.reshape(inputs[index].shape)
            values.append(np.sum(function(*map(tf.constant, arguments)).numpy().astype(np.float64) * upstream))
        gradient[i] = (values[0] - values[1]) / 2
    return gradient.reshape(inputs[index].shape).astype(np.float32)


def rounded(value: Any) -> np.ndarray:
    """Returns the numbers that stand in the file."""
    return np.asarray(array(value)["values"], np.float32).reshape(np.shape(value))


def record(name: str, case: Case, static: bool) -> dict[str, Any]:
    case.inputs = [rounded(x) for x in case.inputs]
    specs = [tf.TensorSpec(x.shape if static else [None] * np.ndim(x), tf.float32) for x in case.inputs]
    concrete = tf.function(case.function).get_concrete_function(*specs)
    variables = [tf.constant(x) for x in case.inputs]
    output = concrete(*variables).numpy()
    upstream = np.cos(np.arange(output.size)).astype(np.float32).reshape(output.shape)
    gradients: list[Any] = [None] * len(variables)
    taped = [i for i in range(len(variables)) if i not in case.linear and i not in case.flat]
    if taped:
        with tf.GradientTape() as tape:
            tape.watch(variables)
            total = tf.reduce_sum((case.reference or case.function)(*variables) * upstream)
        found = tape.gradient(total, [variables[i] for i in taped])
        for i, gradient in zip(taped, found):
            gradients[i] = None if gradient is None else array(tf.convert_to_tensor(gradient).numpy())
    for i in case.linear:
        gradients[i] = array(differences(concrete, case.inputs, i, upstream))
    graph = concrete.graph.as_graph_def()
    for node in [*graph.node, *(node for function in graph.library.function for node in function.node_def)]:
        for note in [key for key in node.attr if key.startswith("_")]:
            del node.attr[note]
    return {
        "name": name,
        "graph": base64.b64encode(graph.SerializeToString(deterministic=True)).decode(),
        "inputs": [{"node": tensor.op.name, **array(x)} for tensor, x in zip(concrete.inputs, case.inputs)],
        "output": {"node": concrete.outputs[0].op.name, **array(output)},
        "gradients": gradients,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=f"of {', '.join(FAMILIES)}; default: all")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    arguments = parser.parse_args()
    unknown = [name for name in arguments.families if name not in FAMILIES]
    if unknown:
        parser.error(f"FAMILY: expected some of {', '.join(FAMILIES)} but got {', '.join(unknown)}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for family in arguments.families or FAMILIES:
        cases = [record(name, case, case.static or family not in DYNAMIC) for name, case in FAMILIES[family]().items()]
        file = arguments.out / f"{family}.json"
        file.write_text("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
        print(f"{file.name:<20} {len(cases):>3} cases {file.stat().st_size:>8,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
