package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.Arrays;
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
 * @param rows {@code [N·H·W, C]}, with D for volumes
 * @param firstRows the row of each image's first pixel, {@code [N, 1, 1]}, or one for each point
 * @param sizes the pixels of each axis, the fastest (W) first: scalars, or one number a point
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
    Ops indexed = indexed(tf, u, 1);
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
    Shape flat = Shape.of(pixels(u.shape()), u.shape().get(channels));
    return Sizes.reshape(tf, u, flat, List.of(count, Sizes.of(tf, u, channels)));
  }

  /**
   * Where to build the index arithmetic: behind a check of the range, if the graph needs one.
   *
   * @param copies how many rows there can be for each pixel
   */
  static Ops indexed(Ops tf, Operand<?> u, int copies) {
    long limit = Integer.MAX_VALUE / copies;
    long known = pixels(u.shape());
    if (known > limit) {
      throw new IllegalArgumentException(
          "u: expected up to %d pixels in a batch but got %d (%s); split the batch"
              .formatted(limit, known, u.shape()));
    }
    if (known != Shape.UNKNOWN_SIZE) {
      return tf;
    }
    int channels = u.shape().numDimensions() - 1;
    Operand<TInt64> pixels =
        tf.reduceProd(
            tf.slice(
                tf.shape(u, TInt64.class),
                tf.constant(new int[] {0}),
                tf.constant(new int[] {channels})),
            tf.constant(0));
    return tf.withControlDependencies(
        List.of(
            tf.assertThat(
                tf.math.lessEqual(pixels, tf.constant(limit)),
                List.of(
                    tf.constant("u: expected up to " + limit + " pixels in a batch but got"),
                    pixels))));
  }

  /** The pixels of a batch, or unknown. */
  private static long pixels(Shape shape) {
    double product = 1;
    for (int axis = 0; axis < shape.numDimensions() - 1; axis++) {
      if (shape.get(axis) == Shape.UNKNOWN_SIZE) {
        return Shape.UNKNOWN_SIZE;
      }
      product *= shape.get(axis);
    }
    return (long) product; // exact below 2^53, saturated beyond 2^63
  }
}
