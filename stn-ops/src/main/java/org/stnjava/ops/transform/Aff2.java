package org.stnjava.ops.transform;

import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Affine maps that keep the orientation, by an exponential map: θ, {@code [N, 6]}, is the row-major
 * 2×3 matrix of the velocity at which points move for a unit of time, x' being exp(θ)·x.
 *
 * <p>The determinant of the map is exp(θ₀ + θ₄): it never vanishes, so no θ mirrors or flattens an
 * image. Every θ has the inverse −θ.
 */
public record Aff2() implements MatrixTransform {

  @Override
  public String name() {
    return "aff2";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(6);
  }

  @Override
  public float[] identityTheta() {
    return new float[6];
  }

  @Override
  public <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    Operand<T> padded =
        tf.pad(theta, tf.constant(new int[][] {{0, 0}, {0, 3}}), Constants.of(tf, theta.type(), 0));
    return Matrices.exponential(tf, tf.reshape(padded, tf.constant(new int[] {-1, 3, 3})));
  }

  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return tf.math.neg(theta);
  }
}
