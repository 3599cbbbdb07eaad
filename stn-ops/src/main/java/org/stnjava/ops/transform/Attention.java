package org.stnjava.ops.transform;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A window of attention: x' = s·x + tx, y' = s·y + ty, with θ = (s, tx, ty), {@code [N, 3]}.
 *
 * <p>A scale s below 1 reads a part of the input.
 */
public record Attention() implements MatrixTransform {

  @Override
  public String name() {
    return "attention";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(3);
  }

  @Override
  public float[] identityTheta() {
    return new float[] {1, 0, 0};
  }

  private static final double[] SCALE = {1, 0, 0, 0, 1, 0};
  private static final double[] ALONG_X = {0, 0, 1, 0, 0, 0};
  private static final double[] ALONG_Y = {0, 0, 0, 0, 0, 1};

  @Override
  public <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return Matrices.combine(tf, theta, Shape.of(2, 3), SCALE, ALONG_X, ALONG_Y);
  }

  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    Operand<T> scale =
        tf.slice(theta, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 1}));
    Operand<T> shift =
        tf.slice(theta, tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, 2}));
    return tf.concat(
        List.of(tf.math.reciprocal(scale), tf.math.neg(tf.math.div(shift, scale))), tf.constant(1));
  }
}
