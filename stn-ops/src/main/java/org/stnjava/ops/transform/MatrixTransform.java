package org.stnjava.ops.transform;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A transform that multiplies each point, with a 1 behind its coordinates, by a matrix.
 *
 * <p>Loops in Java compute the points where they read them, without a grid in memory.
 */
public interface MatrixTransform extends Invertible {

  /**
   * The matrix of each image.
   *
   * @param tf where to build
   * @param theta parameters, {@code [N, …]}
   * @param <T> the floating type
   * @return row-major {@code [N, 2, 3]}, or {@code [N, 3, 4]} for volumes
   */
  <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta);

  @Override
  default <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
    int rank = outputSize().numDimensions();
    Thetas.requireSameBatch(theta, points, rank);
    return Homogeneous.multiply(tf, matrix(tf, theta), points, rank);
  }

  /**
   * Composes two matrices.
   *
   * @param tf where to build
   * @param first maps target points, {@code [N, 2, 3]} or {@code [N, 3, 4]}
   * @param second maps the first one's source points, of the same shape
   * @param <T> the floating type
   * @return their product, of the same shape
   * @throws IllegalArgumentException if a shape is not as above
   */
  static <T extends TFloating> Operand<T> compose(Ops tf, Operand<T> first, Operand<T> second) {
    return Matrices.product(tf, second, first);
  }
}
