package org.stnjava.ops.transform;

import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Every affine map of the plane: x' = θ₀x + θ₁y + θ₂, y' = θ₃x + θ₄y + θ₅ (the paper's equation 1).
 *
 * <p>θ is the row-major 2×3 matrix, as {@code [N, 6]} or {@code [N, 2, 3]}.
 */
public record Affine() implements MatrixTransform {

  @Override
  public String name() {
    return "affine";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(6);
  }

  @Override
  public float[] identityTheta() {
    return new float[] {1, 0, 0, 0, 1, 0};
  }

  @Override
  public <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta) {
    return tf.reshape(rows(tf, theta), tf.constant(new int[] {-1, 2, 3}));
  }

  /**
   * {@inheritDoc}
   *
   * @return {@code [N, 6]}; infinite or NaN where the matrix is singular
   */
  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Operand<T> zeros =
        tf.pad(
            rows(tf, theta),
            tf.constant(new int[][] {{0, 0}, {0, 2}}),
            Constants.of(tf, theta.type(), 0));
    Operand<T> full =
        tf.pad(zeros, tf.constant(new int[][] {{0, 0}, {0, 1}}), Constants.of(tf, theta.type(), 1));
    return Matrices.invertNormalized(tf, full, 6);
  }

  private static <T extends TFloating> Operand<T> rows(Ops tf, Operand<T> theta) {
    return Thetas.require(tf, theta, Shape.of(6), Shape.of(2, 3));
  }
}
