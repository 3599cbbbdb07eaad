package org.stnjava.ops.transform;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.shape.ShapeCheck;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.family.TFloating;

/** Checks of θ and of the points with it, and its columns. */
final class Thetas {

  private Thetas() {}

  /** Requires {@code [N, …]} with the transform's shape behind the batch axis. */
  static void require(Transform transform, Operand<?> theta) {
    require(theta, transform.thetaShape());
  }

  /** Requires one of several shapes of the same number of elements; gives the first of them. */
  static <T extends TFloating> Operand<T> require(
      Ops tf, Operand<T> theta, Shape shape, Shape other) {
    boolean isOther =
        !theta.shape().isUnknown() && theta.shape().numDimensions() == other.numDimensions() + 1;
    require(theta, isOther ? other : shape);
    return isOther ? tf.reshape(theta, tf.constant(shape.prepend(-1).asArray())) : theta;
  }

  private static void require(Operand<?> theta, Shape shape) {
    List<String> axes = new ArrayList<>(List.of("N"));
    for (long size : shape.asArray()) {
      axes.add(Long.toString(size));
    }
    ShapeCheck.start().require("theta", theta, axes.toArray(String[]::new));
  }

  /** Requires as many images of points as of θ, if each image has points of its own. */
  static void requireSameBatch(Operand<?> theta, Operand<?> points, int rank) {
    Shape shape = points.shape();
    if (theta.shape().isUnknown() || shape.numDimensions() != rank + 2) {
      return;
    }
    long images = theta.shape().get(0);
    long known = shape.get(0);
    if (images >= 0 && known >= 0 && images != known) { // an unknown size is -1
      throw new IllegalArgumentException(
          "points: expected those of %d images, as many as theta has, but got %s"
              .formatted(images, Sizes.text(shape)));
    }
  }

  /** Requires a θ of at least one pixel. */
  static void requireSize(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "size: expected height and width of at least 1 but got %dx%d".formatted(height, width));
    }
  }

  /** One element of each row of {@code [N, S]}, {@code [N]}. */
  static <T extends TFloating> Operand<T> column(Ops tf, Operand<T> theta, int index) {
    Operand<T> column =
        tf.slice(theta, tf.constant(new int[] {0, index}), tf.constant(new int[] {-1, 1}));
    return tf.reshape(column, tf.constant(new int[] {-1}));
  }

  /** Rows {@code [N, S]} of S columns {@code [N]}. */
  static <T extends TFloating> Operand<T> rows(Ops tf, List<Operand<T>> columns) {
    return tf.stack(columns, Stack.axis(1L));
  }
}
