package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What compiled functions compute: the same as {@link Reader}, with all points of an image in one
 * axis, {@code [N, P]}, over which XLA makes one loop.
 *
 * @param sampler the settings
 * @param source where the points come from
 * @param image the shape of the images; only N may be unknown
 */
record CompiledReader(Sampler sampler, PointSource source, Shape image) {

  /** Up to as many channels are added one by one, in the loop that reads them. */
  private static final int FEW_CHANNELS = 8;

  /**
   * The output feature map.
   *
   * @return {@code [N, P]} for one channel, else {@code [N, P, C]}
   */
  Operand<TFloat32> sample(Ops tf, Operand<TFloat32> u, Operand<TFloat32> argument) {
    List<Reads> reads = reads(tf, argument);
    Operand<TFloat32> v = interpolated(tf, u, reads);
    Operand<TFloat32> uncovered = tf.math.sub(tf.constant(1f), coverage(tf, reads));
    return plusOutside(tf, v, uncovered);
  }

  /**
   * The gradient with respect to the source's argument.
   *
   * @param dv the gradient with respect to the output, shaped as {@link #sample} gives it
   */
  Operand<TFloat32> gradient(
      Ops tf, Operand<TFloat32> u, Operand<TFloat32> argument, Operand<TFloat32> dv) {
    List<Reads> reads = reads(tf, argument);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int axis = 0; axis < reads.size(); axis++) {
      List<Reads> moved = new ArrayList<>(reads);
      moved.set(axis, reads.get(axis).derivatives(tf));
      Operand<TFloat32> uncovered = tf.math.neg(coverage(tf, moved));
      Operand<TFloat32> slope = plusOutside(tf, interpolated(tf, u, moved), uncovered);
      gradients.add(sumOfChannels(tf, tf.math.mul(dv, slope)));
    }
    return source.gradient(tf, gradients);
  }

  /** The reads along all axes, x first. */
  List<Reads> reads(Ops tf, Operand<TFloat32> argument) {
    return Reads.of(tf, sampler, image, source.points(tf, argument));
  }

  private Operand<TFloat32> interpolated(Ops tf, Operand<TFloat32> u, List<Reads> reads) {
    Operand<TFloat32> rows =
        tf.reshape(u, tf.constant(one() ? new long[] {-1} : new long[] {-1, channels()}));
    return along(tf, rows, reads, images(tf, u), reads.size() - 1);
  }

  /** Interpolates along an axis and the faster ones, from the slower axes' part of the row. */
  private Operand<TFloat32> along(
      Ops tf, Operand<TFloat32> rows, List<Reads> reads, Operand<TInt32> slower, int axis) {
    if (axis < 0) {
      return tf.gather(rows, slower, tf.constant(0));
    }
    Operand<TInt32> start = tf.math.mul(slower, reads.get(axis).size());
    List<Operand<TFloat32>> terms = new ArrayList<>();
    for (Reads.Tap tap : reads.get(axis).taps()) {
      Operand<TInt32> row = tf.math.add(start, tap.index());
      terms.add(tf.math.mul(forChannels(tf, tap.weight()), along(tf, rows, reads, row, axis - 1)));
    }
    return FanOut.sum(tf, terms);
  }

  private static Operand<TFloat32> coverage(Ops tf, List<Reads> reads) {
    return reads.stream()
        .map(axis -> axis.coverage(tf))
        .reduce((a, b) -> tf.math.mul(a, b))
        .orElseThrow();
  }

  private Operand<TFloat32> plusOutside(Ops tf, Operand<TFloat32> v, Operand<TFloat32> uncovered) {
    Optional<Operand<TFloat32>> outside =
        ((Outside) sampler.padding()).constant(tf, TFloat32.class, channels());
    return outside
        .<Operand<TFloat32>>map(
            constant -> tf.math.add(v, tf.math.mul(forChannels(tf, uncovered), constant)))
        .orElse(v);
  }

  private Operand<TFloat32> sumOfChannels(Ops tf, Operand<TFloat32> products) {
    if (one()) {
      return products;
    }
    if (channels() > FEW_CHANNELS) {
      return tf.reduceSum(products, tf.constant(2));
    }
    Operand<TFloat32> sum = channel(tf, products, 0);
    for (int channel = 1; channel < channels(); channel++) {
      sum = tf.math.add(sum, channel(tf, products, channel));
    }
    return sum;
  }

  private static Operand<TFloat32> channel(Ops tf, Operand<TFloat32> products, int channel) {
    Operand<TFloat32> one =
        tf.slice(
            products, tf.constant(new int[] {0, 0, channel}), tf.constant(new int[] {-1, -1, 1}));
    return tf.squeeze(one, Squeeze.axis(List.of(2L)));
  }

  private Operand<TFloat32> forChannels(Ops tf, Operand<TFloat32> planes) {
    return one() || planes.shape().numDimensions() == 0
        ? planes
        : tf.expandDims(planes, tf.constant(2));
  }

  /** The number of each image, {@code [N, 1]}. */
  static Operand<TInt32> images(Ops tf, Operand<?> batch) {
    Operand<TInt32> count = Sizes.of(tf, batch, 0);
    return tf.expandDims(tf.range(tf.constant(0), count, tf.constant(1)), tf.constant(1));
  }

  private boolean one() {
    return channels() == 1;
  }

  private long channels() {
    return image.get(image.numDimensions() - 1);
  }
}
