package org.stnjava.ops.transform;

import java.util.List;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.sample.Padding;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Fields of vectors {@code (x, y)} over the plane, given at the pixels of an image. */
final class Fields {

  private Fields() {}

  /** Requires at least one pixel. */
  static void requireSize(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "size: expected height and width of at least 1 but got %dx%d".formatted(height, width));
    }
  }

  /**
   * Reads a field at points: bilinear between the outer pixels' centers, constant beyond them.
   *
   * @param field {@code [N, h, w, 2]}, sizes but N known
   * @param points {@code [N, H', W', 2]}
   * @return {@code [N, H', W', 2]}
   */
  static <T extends TFloating> Operand<T> read(
      Ops tf, Operand<T> field, Operand<T> points, PixelCoordinates coordinates) {
    Sampler sampler = Sampler.bilinear().withPadding(Padding.border()).withCoordinates(coordinates);
    return sampler.sample(tf, field, points);
  }

  /** Repeats points for each image: {@code [H', W', 2]} becomes {@code [N, H', W', 2]}. */
  static <T extends TFloating> Operand<T> forEach(Ops tf, Operand<?> batch, Operand<T> points) {
    Shape shape = points.shape();
    if (shape.numDimensions() == 4) {
      return points;
    }
    Operand<T> repeated =
        tf.broadcastTo(
            points,
            tf.stack(
                List.of(
                    Sizes.of(tf, batch, 0),
                    Sizes.of(tf, points, 0),
                    Sizes.of(tf, points, 1),
                    Sizes.of(tf, points, 2))));
    return tf.reshape(repeated, tf.constant(shape.prepend(-1).asArray()));
  }
}
