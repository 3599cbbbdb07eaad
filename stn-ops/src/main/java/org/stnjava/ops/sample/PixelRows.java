package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.interpolation.Tap;
import org.stnjava.ops.operand.Constants;
import org.stnjava.ops.operand.FanOut;
import org.stnjava.ops.shape.BatchCheck;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A batch of images with one row of channels a pixel, and the portable sampler's reads of it.
 *
 * <p>A pixel is then a single index, computed once for all channels: GatherV2 on axis 0 is the
 * fastest gather that TensorFlow differentiates.
 *
 * @param rows {@code [N·H·W, C]}, with D for volumes
 * @param firstRows the row of each image's first pixel, {@code [N, 1, 1]}, or one for each point
 * @param sizes the pixels of each axis, the fastest (W) first: scalars, or one value a point
 * @param <T> the floating type
 */
record PixelRows<T extends TFloating>(
    Operand<T> rows, Operand<TInt32> firstRows, List<Operand<TInt32>> sizes) {

  static <T extends TFloating> PixelRows<T> of(Ops tf, Operand<T> u) {
    int dimensions = u.shape().numDimensions() - 2;
    List<Operand<TInt32>> sizes = sizes(tf, u);
    Operand<TInt32> pixels = product(tf, sizes);
    Operand<TInt32> batch = Sizes.of(tf, u, 0);
    Operand<TInt32> images = tf.range(tf.constant(0), batch, tf.constant(1));
    int[] perImage = new int[dimensions + 1];
    Arrays.fill(perImage, 1);
    perImage[0] = -1;
    Ops indexed = BatchCheck.indexable(tf, u, 1);
    Operand<TInt32> firstRows =
        indexed.reshape(indexed.math.mul(images, pixels), tf.constant(perImage));
    return new PixelRows<>(flattened(indexed, u, tf.math.mul(batch, pixels)), firstRows, sizes);
  }

  /** The pixels of each axis, the fastest first. */
  static List<Operand<TInt32>> sizes(Ops tf, Operand<?> u) {
    List<Operand<TInt32>> sizes = new ArrayList<>();
    for (int axis = u.shape().numDimensions() - 2; axis > 0; axis--) {
      sizes.add(Sizes.of(tf, u, axis));
    }
    return sizes;
  }

  static Operand<TInt32> product(Ops tf, List<Operand<TInt32>> sizes) {
    return sizes.stream().reduce((a, b) -> tf.math.mul(b, a)).orElseThrow();
  }

  /** One row of channels a pixel. */
  static <T extends TFloating> Operand<T> flattened(Ops tf, Operand<T> u, Operand<TInt32> count) {
    int channels = u.shape().numDimensions() - 1;
    Shape flat = Shape.of(Sizes.pixels(u.shape()), u.shape().get(channels));
    return Sizes.reshape(tf, u, flat, List.of(count, Sizes.of(tf, u, channels)));
  }

  /**
   * Reads the images at points: gathers the pixels of all taps and sums them by weight.
   *
   * @param points pixel coordinates, one operand an axis, the fastest (x) first; each {@code [N,
   *     …]}
   * @return one row of channels a point, {@code [R, C]}
   */
  <S extends TFloating> Operand<T> read(
      Ops tf, Interpolation interpolation, List<Operand<S>> points) {
    List<Tap<TInt32, S>> taps = taps(tf, interpolation, points);
    List<Operand<T>> sources = FanOut.copies(tf, rows, taps.size());
    List<Operand<T>> weights = new ArrayList<>();
    List<Operand<T>> terms = new ArrayList<>();
    for (Tap<TInt32, S> tap : taps) {
      Operand<T> weight = asColumn(tf, cast(tf, tap.weight(), rows.type()));
      Operand<TInt32> row = tf.reshape(tap.pixel(), tf.constant(new int[] {-1}));
      weights.add(weight);
      terms.add(tf.math.mul(weight, tf.gather(sources.get(terms.size()), row, tf.constant(0))));
    }
    return plusOutside(tf, interpolation, FanOut.sum(tf, terms), coverage(tf, weights));
  }

  /**
   * The sum of a point's weights. They have other consumers, and AddN would begin with the operand
   * that is free first: the same bits every time need sums along an axis.
   */
  private static <T extends TFloating> Operand<T> coverage(Ops tf, List<Operand<T>> weights) {
    return FanOut.reduce(weights, few -> tf.reduceSum(tf.stack(few), tf.constant(0)));
  }

  /** Adds the constant outside, weighted by what the taps inside leave of 1. */
  private static <T extends TFloating> Operand<T> plusOutside(
      Ops tf, Interpolation interpolation, Operand<T> v, Operand<T> coverage) {
    if (interpolation.padding().outside().isEmpty()) {
      return v;
    }
    Operand<T> one = Constants.of(tf, v.type(), 1);
    return interpolation
        .outside(tf, v.type(), v.shape().get(1))
        .map(constant -> sum(tf, v, tf.math.mul(tf.math.sub(one, coverage), constant), constant))
        .orElse(v);
  }

  /** AddN takes equal shapes only, so that one channel does not become several. */
  private static <T extends TFloating> Operand<T> sum(
      Ops tf, Operand<T> v, Operand<T> outside, Operand<T> constant) {
    return constant.shape().numDimensions() == 1
        ? tf.math.addN(List.of(v, outside))
        : tf.math.add(v, outside);
  }

  /** The products of the taps of all axes, the same for every channel; their pixels are rows. */
  private <S extends TFloating> List<Tap<TInt32, S>> taps(
      Ops tf, Interpolation interpolation, List<Operand<S>> points) {
    int slowest = points.size() - 1;
    List<Tap<TInt32, S>> taps = interpolation.taps(tf, points.get(slowest), sizes.get(slowest));
    for (int axis = slowest - 1; axis >= 0; axis--) {
      taps = products(tf, taps, interpolation.taps(tf, points.get(axis), sizes.get(axis)), axis);
    }
    return taps;
  }

  private <S extends TFloating> List<Tap<TInt32, S>> products(
      Ops tf, List<Tap<TInt32, S>> outer, List<Tap<TInt32, S>> inner, int axis) {
    List<List<Operand<S>>> weights =
        inner.stream().map(tap -> FanOut.copies(tf, tap.weight(), outer.size())).toList();
    List<Tap<TInt32, S>> taps = new ArrayList<>();
    for (int i = 0; i < outer.size(); i++) {
      Operand<TInt32> start = tf.math.mul(outer.get(i).pixel(), sizes.get(axis));
      Operand<TInt32> row = axis == 0 ? tf.math.add(start, firstRows) : start;
      List<Operand<S>> weight = FanOut.copies(tf, outer.get(i).weight(), inner.size());
      for (int j = 0; j < inner.size(); j++) {
        taps.add(
            new Tap<>(
                tf.math.add(row, inner.get(j).pixel()),
                tf.math.mul(weight.get(j), weights.get(j).get(i))));
      }
    }
    return taps;
  }

  /** Converts to another floating type; adds nothing where the type is the same. */
  @SuppressWarnings("unchecked") // the type is compared
  static <T extends TFloating> Operand<T> cast(
      Ops tf, Operand<? extends TFloating> operand, Class<T> type) {
    return operand.type() == type ? (Operand<T>) operand : tf.dtypes.cast(operand, type);
  }

  private static <T extends TFloating> Operand<T> asColumn(Ops tf, Operand<T> planes) {
    return tf.reshape(planes, tf.constant(new int[] {-1, 1}));
  }
}
