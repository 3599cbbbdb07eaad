package org.stnjava.ops.transform;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Rotates and translates by an exponential map: θ = (a, u, v), {@code [N, 3]}, is the velocity at
 * which points move for a unit of time, x' being exp(θ)·x.
 *
 * <p>a is the angle in radians, as of {@link Rotation}; (u, v) is the translation where a is 0, and
 * in general the start of a circle's arc. Every θ has the inverse −θ.
 */
public record Se2() implements MatrixTransform {

  @Override
  public String name() {
    return "se2";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(3);
  }

  @Override
  public float[] identityTheta() {
    return new float[3];
  }

  private static final double[] ROTATION = {0, -1, 0, 1, 0, 0, 0, 0, 0};
  private static final double[] ALONG_X = {0, 0, 1, 0, 0, 0, 0, 0, 0};
  private static final double[] ALONG_Y = {0, 0, 0, 0, 0, 1, 0, 0, 0};

  @Override
  public <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return Matrices.exponential(
        tf, Matrices.combine(tf, theta, Shape.of(3, 3), ROTATION, ALONG_X, ALONG_Y));
  }

  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return tf.math.neg(theta);
  }
}
