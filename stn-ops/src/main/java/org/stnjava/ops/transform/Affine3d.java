package org.stnjava.ops.transform;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Every affine map of space: (x', y', z') is θ times (x, y, z, 1).
 *
 * <p>θ is the row-major 3×4 matrix, as {@code [N, 12]} or {@code [N, 3, 4]}. Grids are {@code [N,
 * D', H', W', 3]}.
 */
public record Affine3d() implements MatrixTransform {

  @Override
  public String name() {
    return "affine3d";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(12);
  }

  @Override
  public float[] identityTheta() {
    return new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
  }

  @Override
  public Shape outputSize() {
    return Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE);
  }

  @Override
  public <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta) {
    Operand<T> rows = Thetas.require(tf, theta, Shape.of(12), Shape.of(3, 4));
    return tf.reshape(rows, tf.constant(new int[] {-1, 3, 4}));
  }

  /**
   * {@inheritDoc}
   *
   * @return {@code [N, 12]}; infinite or NaN where the matrix is singular
   */
  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Operand<T> matrix = matrix(tf, theta);
    Operand<T> inverse = Matrices.invert(tf, columns(tf, matrix, 0, 3));
    Operand<T> shift = columns(tf, matrix, 3, 1);
    Operand<T> back = tf.math.neg(tf.train.batchMatMul(inverse, shift, theta.type()));
    return tf.reshape(
        tf.concat(List.of(inverse, back), tf.constant(2)), tf.constant(new int[] {-1, 12}));
  }

  private static <T extends TFloating> Operand<T> columns(
      Ops tf, Operand<T> matrix, int from, int count) {
    return tf.slice(
        matrix, tf.constant(new int[] {0, 0, from}), tf.constant(new int[] {-1, -1, count}));
  }
}
