package org.stnjava.ops.shape;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Checks of the sizes of a batch that run with the graph where the graph does not know the sizes.
 *
 * <p>Each gives the {@code Ops} to build with: what they build runs after the check.
 */
public final class BatchCheck {

  private BatchCheck() {}

  /**
   * Requires as many images as grids.
   *
   * @param tf where to build
   * @param u images, of known rank
   * @param grid grids, or other parameters with one row an image
   * @return {@code tf} where both sizes are known, else {@code tf} behind an assertion
   */
  public static Ops sameSize(Ops tf, Operand<?> u, Operand<?> grid) {
    if (u.shape().get(0) != Shape.UNKNOWN_SIZE && grid.shape().get(0) != Shape.UNKNOWN_SIZE) {
      return tf;
    }
    Operand<TInt32> images = Sizes.of(tf, u, 0);
    Operand<TInt32> grids = Sizes.of(tf, grid, 0);
    return tf.withControlDependencies(
        List.of(
            tf.assertThat(
                tf.math.equal(images, grids),
                List.of(
                    tf.constant("grid: expected N as of u but got N of u and of grid"),
                    images,
                    grids))));
  }

  /**
   * Requires a batch whose pixels can be indexed by {@code TInt32}.
   *
   * @param tf where to build
   * @param u images, {@code [N, …, C]}
   * @param copies how many indices there are for each pixel
   * @return {@code tf} where the sizes are known, else {@code tf} behind an assertion
   * @throws IllegalArgumentException if the graph knows that there are too many pixels
   */
  public static Ops indexable(Ops tf, Operand<?> u, int copies) {
    long limit = Integer.MAX_VALUE / copies;
    long known = Sizes.pixels(u.shape());
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
}
