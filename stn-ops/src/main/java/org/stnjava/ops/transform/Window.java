package org.stnjava.ops.transform;

import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A window of a fixed size: x' = s·x + tx, y' = s·y + ty, with θ = (tx, ty), {@code [N, 2]}.
 *
 * <p>Its position alone is learned, as for the parts of birds in the paper (section 4.3). No θ
 * covers the whole input; {@link #identityTheta()} is the window in the middle.
 *
 * @param scale s, above 0 and below 1: the share of each side of the input that it covers
 */
public record Window(double scale) implements Transform {

  /** The paper's scale: half of each side. */
  public static final double HALF = 0.5;

  /** Checks the scale. */
  public Window {
    if (!(scale > 0 && scale < 1)) {
      throw new IllegalArgumentException(
          "scale: expected a number above 0 and below 1 but got " + scale);
    }
  }

  @Override
  public String name() {
    return "window";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(2);
  }

  @Override
  public float[] identityTheta() {
    return new float[2];
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
    Thetas.require(this, theta);
    int rank = outputSize().numDimensions();
    Thetas.requireSameBatch(theta, points, rank);
    Homogeneous.size(points, rank);
    Operand<T> scaled = tf.math.mul(points, Constants.of(tf, theta.type(), scale));
    return tf.math.add(scaled, tf.reshape(theta, tf.constant(new int[] {-1, 1, 1, rank})));
  }
}
