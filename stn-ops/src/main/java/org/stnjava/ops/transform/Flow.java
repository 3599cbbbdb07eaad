package org.stnjava.ops.transform;

import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A displacement for each pixel of the output: x' = x + θ.
 *
 * <p>θ, {@code [N, H', W', 2]}, is in normalized units, {@code (x, y)}. It belongs to the output's
 * pixels: behind another transform it displaces that one's source point of the same pixel.
 *
 * @param height rows H' of the output, at least 1
 * @param width columns W' of the output, at least 1
 */
public record Flow(int height, int width) implements Transform {

  /** Checks the sizes. */
  public Flow {
    Thetas.requireSize(height, width);
  }

  @Override
  public String name() {
    return "flow";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(height, width, 2);
  }

  @Override
  public float[] identityTheta() {
    return new float[Math.toIntExact(thetaShape().size())];
  }

  @Override
  public Shape outputSize() {
    return Shape.of(height, width);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
    Thetas.require(this, theta);
    Shape size = Homogeneous.size(points, 2);
    if (!size.equals(outputSize())) {
      throw new IllegalArgumentException(
          "points: expected %s, the size of the flow, but got %s"
              .formatted(Sizes.text(outputSize()), Sizes.text(size)));
    }
    Thetas.requireSameBatch(theta, points, 2);
    Operand<T> shaped = tf.reshape(theta, tf.constant(thetaShape().prepend(-1).asArray()));
    return tf.math.add(points, shaped);
  }
}
