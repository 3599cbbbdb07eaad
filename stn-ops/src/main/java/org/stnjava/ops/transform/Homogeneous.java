package org.stnjava.ops.transform;

import java.util.Arrays;
import org.stnjava.ops.operand.Constants;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.family.TFloating;

/** Points in homogeneous coordinates: with a 1 behind the others. */
final class Homogeneous {

  private Homogeneous() {}

  /**
   * Multiplies points by matrices.
   *
   * @param matrices {@code [N, R, d + 1]}
   * @param points {@code [H', W', d]} or {@code [N, H', W', d]}, one axis more over a volume
   * @return {@code [N, H', W', R]}
   */
  static <T extends TFloating> Operand<T> multiply(
      Ops tf, Operand<T> matrices, Operand<T> points, int rank) {
    Shape size = size(points, rank);
    Operand<T> rows = withOnes(tf, points, size);
    Operand<T> products =
        tf.train.batchMatMul(rows, matrices, matrices.type(), BatchMatMul.adjY(true));
    return tf.reshape(
        products, tf.constant(size.prepend(-1).append(matrices.shape().get(1)).asArray()));
  }

  /** The size of the output of points: all axes but batch and last. */
  static Shape size(Operand<?> points, int rank) {
    long[] axes = points.shape().asArray();
    if (axes == null
        || axes.length < rank + 1
        || axes.length > rank + 2
        || axes[axes.length - 1] != rank) {
      throw new IllegalArgumentException(
          "points: expected %s or one axis more in front of them but got %s"
              .formatted(
                  rank == 2 ? "[H', W', 2]" : "[D', H', W', 3]", Sizes.text(points.shape())));
    }
    Shape size = Shape.of(Arrays.copyOfRange(axes, axes.length - 1 - rank, axes.length - 1));
    if (size.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "points: expected sizes that are known but got " + Sizes.text(points.shape()));
    }
    return size;
  }

  /** Rows {@code (x, y, 1)}: {@code [P, d + 1]} or {@code [N, P, d + 1]}. */
  private static <T extends TFloating> Operand<T> withOnes(Ops tf, Operand<T> points, Shape size) {
    long dimensions = size.numDimensions();
    boolean batched = points.shape().numDimensions() == dimensions + 2;
    long[] flat = batched ? new long[] {-1, size.size(), dimensions} : new long[] {-1, dimensions};
    Operand<T> rows = tf.reshape(points, tf.constant(flat));
    int[][] behind = new int[flat.length][2];
    behind[flat.length - 1][1] = 1;
    return tf.pad(rows, tf.constant(behind), Constants.of(tf, points.type(), 1));
  }
}
