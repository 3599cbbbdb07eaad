package org.stnjava.ops.sample.compiled;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The layout of the channels of samples at points {@code [N, P]} in compiled functions.
 *
 * <p>{@code [N, P]} for one channel, {@code [N, C, P]} for a few: XLA's inner loop is then over
 * points, where it can use vector instructions. {@code [N, P, C]} for many, which are adjacent in
 * memory.
 *
 * @param channels how many, at least 1
 */
record ChannelLayout(long channels) {

  private static final int FEW_PLANES = 4;

  /** Up to this many channels are added one by one, in the loop that reads them. */
  private static final int FEW_SUMMANDS = 8;

  /** The shape of samples at {@code points} an image. */
  Shape shape(long images, long points) {
    if (channels == 1) {
      return Shape.of(images, points);
    }
    return isPlanar() ? Shape.of(images, channels, points) : Shape.of(images, points, channels);
  }

  /** Converts {@code [N, …, C]} to this layout, with {@code points} an image. */
  Operand<TFloat32> from(Ops tf, Operand<TFloat32> v, long points) {
    Operand<TFloat32> rows =
        tf.reshape(
            v,
            tf.constant(
                channels == 1 ? new long[] {-1, points} : new long[] {-1, points, channels}));
    return isPlanar() ? swapped(tf, rows) : rows;
  }

  /** Converts this layout to {@code shape}, {@code [N, …, C]} with any N. */
  Operand<TFloat32> to(Ops tf, Operand<TFloat32> v, Shape shape) {
    Operand<TFloat32> rows = isPlanar() ? swapped(tf, v) : v;
    return tf.reshape(rows, tf.constant(CompiledSampler.unbatched(shape)));
  }

  /** How many indices a gather needs for each pixel. */
  int indicesPerPixel() {
    return isPlanar() ? (int) channels : 1;
  }

  /**
   * Reads pixels.
   *
   * @param u images
   * @param row the pixels' rows among those of all images, {@code [N, P]}
   */
  Operand<TFloat32> read(Ops tf, Operand<TFloat32> u, Operand<TInt32> row) {
    if (!isPlanar()) {
      long[] rows = channels == 1 ? new long[] {-1} : new long[] {-1, channels};
      return tf.gather(tf.reshape(u, tf.constant(rows)), row, tf.constant(0));
    }
    int count = (int) channels;
    Operand<TInt32> channel =
        tf.reshape(
            tf.range(tf.constant(0), tf.constant(count), tf.constant(1)),
            tf.constant(new int[] {1, count, 1}));
    Operand<TInt32> start = tf.expandDims(tf.math.mul(row, tf.constant(count)), tf.constant(1));
    return tf.gather(
        tf.reshape(u, tf.constant(new int[] {-1})), tf.math.add(start, channel), tf.constant(0));
  }

  /** Broadcasts values of points, {@code [N, P]} or a scalar, over the channels. */
  Operand<TFloat32> spread(Ops tf, Operand<TFloat32> points) {
    return channels == 1 || points.shape().numDimensions() == 0
        ? points
        : tf.expandDims(points, tf.constant(axis()));
  }

  /** Broadcasts values of channels, {@code [C]} or a scalar, over the points. */
  Operand<TFloat32> perChannel(Ops tf, Operand<TFloat32> values) {
    return isPlanar() && values.shape().numDimensions() == 1
        ? tf.expandDims(values, tf.constant(1))
        : values;
  }

  /** Sums over the channels. */
  Operand<TFloat32> sum(Ops tf, Operand<TFloat32> products) {
    if (channels == 1) {
      return products;
    }
    if (channels > FEW_SUMMANDS) {
      return tf.reduceSum(products, tf.constant(axis()));
    }
    Operand<TFloat32> sum = channel(tf, products, 0);
    for (int channel = 1; channel < channels; channel++) {
      sum = tf.math.add(sum, channel(tf, products, channel));
    }
    return sum;
  }

  private Operand<TFloat32> channel(Ops tf, Operand<TFloat32> products, int channel) {
    int[] from = new int[3];
    from[axis()] = channel;
    int[] count = {-1, -1, -1};
    count[axis()] = 1;
    Operand<TFloat32> one = tf.slice(products, tf.constant(from), tf.constant(count));
    return tf.squeeze(one, Squeeze.axis(List.of((long) axis())));
  }

  private static Operand<TFloat32> swapped(Ops tf, Operand<TFloat32> v) {
    return tf.linalg.transpose(v, tf.constant(new int[] {0, 2, 1}));
  }

  private boolean isPlanar() {
    return channels > 1 && channels <= FEW_PLANES;
  }

  private int axis() {
    return isPlanar() ? 1 : 2;
  }
}
