package org.stnjava.ops.transform;

import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Translates: x' = x + tx, y' = y + ty, with θ = (tx, ty), {@code [N, 2]}. */
public record Translation() implements MatrixTransform {

  @Override
  public String name() {
    return "translation";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(2);
  }

  @Override
  public float[] identityTheta() {
    return new float[2];
  }

  private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0};
  private static final double[] ALONG_X = {0, 0, 1, 0, 0, 0};
  private static final double[] ALONG_Y = {0, 0, 0, 0, 0, 1};

  @Override
  public <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return tf.math.add(
        Matrices.combine(tf, theta, Shape.of(2, 3), ALONG_X, ALONG_Y),
        Constants.of(tf, theta.type(), Shape.of(2, 3), IDENTITY));
  }

  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return tf.math.neg(theta);
  }
}
