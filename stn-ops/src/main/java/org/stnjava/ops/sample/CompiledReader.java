package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stnjava.ops.operand.FanOut;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What compiled functions compute: the same as {@link Reader}, with all points of an image in one
 * axis, {@code [N, P]}, over which XLA makes one loop.
 *
 * <p>What they read has the layout {@code [N, P]} for one channel, {@code [N, C, P]} for a few, so
 * that the loop over points is the inner one, and {@code [N, P, C]} for many; see {@link
 * ChannelLayout}.
 *
 * @param sampler the settings
 * @param source where the points come from
 * @param image the shape of the images; only N may be unknown
 */
record CompiledReader(Sampler sampler, PointSource source, Shape image) {

  /**
   * The output feature map.
   *
   * @return in the channels' layout
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
      gradients.add(layout().sum(tf, tf.math.mul(dv, slope)));
    }
    return source.gradient(tf, gradients);
  }

  /** The reads along all axes, x first. */
  List<Reads> reads(Ops tf, Operand<TFloat32> argument) {
    return Reads.of(tf, sampler, image, source.points(tf, argument));
  }

  private Operand<TFloat32> interpolated(Ops tf, Operand<TFloat32> u, List<Reads> reads) {
    return along(tf, u, reads, images(tf, u), reads.size() - 1);
  }

  /** Interpolates along an axis and the faster ones, from the slower axes' part of the row. */
  private Operand<TFloat32> along(
      Ops tf, Operand<TFloat32> u, List<Reads> reads, Operand<TInt32> slower, int axis) {
    if (axis < 0) {
      return layout().read(tf, u, slower);
    }
    Operand<TInt32> start = tf.math.mul(slower, reads.get(axis).size());
    List<Operand<TFloat32>> terms = new ArrayList<>();
    for (Reads.Tap tap : reads.get(axis).taps()) {
      Operand<TInt32> row = tf.math.add(start, tap.index());
      terms.add(tf.math.mul(layout().spread(tf, tap.weight()), along(tf, u, reads, row, axis - 1)));
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
            constant ->
                tf.math.add(
                    v,
                    tf.math.mul(layout().spread(tf, uncovered), layout().perChannel(tf, constant))))
        .orElse(v);
  }

  /** The number of each image, {@code [N, 1]}. */
  static Operand<TInt32> images(Ops tf, Operand<?> batch) {
    Operand<TInt32> count = Sizes.of(tf, batch, 0);
    return tf.expandDims(tf.range(tf.constant(0), count, tf.constant(1)), tf.constant(1));
  }

  private ChannelLayout layout() {
    return new ChannelLayout(channels());
  }

  private long channels() {
    return image.get(image.numDimensions() - 1);
  }
}
