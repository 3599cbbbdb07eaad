package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * A batch of images laid out as one row of channels a pixel.
 *
 * <p>A pixel is then a single index, computed once for all channels: GatherV2 on axis 0 is the
 * fastest gather that TensorFlow differentiates.
 *
 * @param rows {@code [N·H·W, C]}
 * @param firstRows the row of each image's first pixel, {@code [N, 1, 1]}
 * @param height H, a scalar
 * @param width W, a scalar
 * @param <T> the floating type
 */
record PixelRows<T extends TFloating>(
    Operand<T> rows, Operand<TInt32> firstRows, Operand<TInt32> height, Operand<TInt32> width) {

  static <T extends TFloating> PixelRows<T> of(Ops tf, Operand<T> u) {
    Operand<TInt32> batch = Sizes.of(tf, u, 0);
    Operand<TInt32> height = Sizes.of(tf, u, 1);
    Operand<TInt32> width = Sizes.of(tf, u, 2);
    Operand<TInt32> pixels = tf.math.mul(height, width);
    Shape shape = u.shape();
    Shape flat = Shape.of(product(shape.get(0), shape.get(1), shape.get(2)), shape.get(3));
    Operand<TInt32> count = tf.math.mul(batch, pixels);
    Operand<T> rows = Sizes.reshape(tf, u, flat, List.of(count, Sizes.of(tf, u, 3)));
    return new PixelRows<>(rows, firstRows(indexed(tf, u, flat), batch, pixels), height, width);
  }

  /** The channels of the pixels (x, y) of each image, {@code [R, C]}; x and y must be inside. */
  Operand<T> read(Ops tf, Operand<TInt32> x, Operand<TInt32> y) {
    Operand<TInt32> row = tf.math.add(tf.math.add(tf.math.mul(y, width), x), firstRows);
    return tf.gather(rows, tf.reshape(row, tf.constant(new int[] {-1})), tf.constant(0));
  }

  private static Operand<TInt32> firstRows(Ops tf, Operand<TInt32> batch, Operand<TInt32> pixels) {
    Operand<TInt32> images = tf.range(tf.constant(0), batch, tf.constant(1));
    return tf.reshape(tf.math.mul(images, pixels), tf.constant(new int[] {-1, 1, 1}));
  }

  /** Where to build the index arithmetic: behind a check of the range, if the graph needs one. */
  private static Ops indexed(Ops tf, Operand<?> u, Shape flat) {
    if (flat.get(0) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "u: expected fewer than 2^31 pixels in a batch but got %d (%s); split the batch"
              .formatted(flat.get(0), u.shape()));
    }
    if (flat.get(0) != Shape.UNKNOWN_SIZE) {
      return tf;
    }
    Operand<TInt64> pixels =
        tf.reduceProd(
            tf.slice(
                tf.shape(u, TInt64.class), tf.constant(new int[] {0}), tf.constant(new int[] {3})),
            tf.constant(0));
    return tf.withControlDependencies(
        List.of(
            tf.assertThat(
                tf.math.lessEqual(pixels, tf.constant((long) Integer.MAX_VALUE)),
                List.of(
                    tf.constant("u: a batch must have fewer than 2^31 pixels, but has"), pixels))));
  }

  private static long product(long... sizes) {
    long product = 1;
    for (long size : sizes) {
      if (size == Shape.UNKNOWN_SIZE) {
        return Shape.UNKNOWN_SIZE;
      }
      product = Math.multiplyExact(product, size);
    }
    return product;
  }
}
