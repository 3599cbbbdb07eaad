package org.stnjava.ops.transform;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Rotates about the middle: x' = cos a·x − sin a·y, y' = sin a·x + cos a·y, with θ = (a), {@code
 * [N, 1]}, in radians.
 *
 * <p>As y points down, a positive angle rotates the output's content counterclockwise. Coordinates
 * are normalized, so the rotation of an image that is not square shears its pixels.
 */
public record Rotation() implements MatrixTransform {

  @Override
  public String name() {
    return "rotation";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(1);
  }

  @Override
  public float[] identityTheta() {
    return new float[1];
  }

  private static final double[] COSINE = {1, 0, 0, 0, 1, 0};
  private static final double[] SINE = {0, -1, 0, 1, 0, 0};

  @Override
  public <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    Operand<T> parts = tf.concat(List.of(tf.math.cos(theta), tf.math.sin(theta)), tf.constant(1));
    return Matrices.combine(tf, parts, Shape.of(2, 3), COSINE, SINE);
  }

  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return tf.math.neg(theta);
  }
}
