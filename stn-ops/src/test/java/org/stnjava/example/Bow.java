package org.stnjava.example;

import org.stnjava.ops.shape.ShapeCheck;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

// tag::bow[]
/** Bends lines into bows: y' = y + θ·x², with θ {@code [N, 1]}. */
public record Bow() implements Transform {
  @Override
  public String name() {
    return "bow";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(1);
  }

  @Override
  public float[] identityTheta() {
    return new float[1];
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
    ShapeCheck.start().require("theta", theta, "N", "1");
    Operand<T> swapped = tf.reverse(tf.math.mul(points, points), tf.constant(new int[] {-1}));
    Operand<T> alongY = tf.dtypes.cast(tf.constant(new float[] {0, 1}), points.type());
    Operand<T> strength = tf.reshape(theta, tf.constant(new int[] {-1, 1, 1, 1}));
    return tf.math.add(points, tf.math.mul(tf.math.mul(swapped, alongY), strength));
  }
}
// end::bow[]
