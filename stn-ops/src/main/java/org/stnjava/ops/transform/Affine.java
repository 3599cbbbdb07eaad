package org.stnjava.ops.transform;

import java.util.List;
import org.stnjava.ops.shape.ShapeCheck;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.family.TFloating;

/**
 * Every 2D affine map: x' = θ₀x + θ₁y + θ₂, y' = θ₃x + θ₄y + θ₅ (the paper's equation 1).
 *
 * <p>θ is the row-major 2×3 matrix, as {@code [N, 6]} or {@code [N, 2, 3]}.
 */
public record Affine() implements Transform {

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
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> target) {
    requireMatrices(theta);
    ShapeCheck.start().require("target", target, "H'", "W'", "2");
    long height = target.shape().get(0);
    long width = target.shape().get(1);

    Operand<T> rows = tf.reshape(theta, tf.constant(new int[] {-1, 3}));
    Operand<T> points = tf.linalg.matMul(rows, homogeneous(tf, target), MatMul.transposeB(true));
    Operand<T> planes = tf.reshape(points, tf.constant(new long[] {-1, 2, height * width}));
    Operand<T> pairs = tf.linalg.transpose(planes, tf.constant(new int[] {0, 2, 1}));
    return tf.reshape(pairs, tf.constant(new long[] {-1, height, width, 2}));
  }

  private static void requireMatrices(Operand<?> theta) {
    Shape shape = theta.shape();
    boolean matrices = !shape.isUnknown() && shape.numDimensions() == 3;
    String[] axes = matrices ? new String[] {"N", "2", "3"} : new String[] {"N", "6"};
    ShapeCheck.start().require("theta", theta, axes);
  }

  /** The target points as rows (x, y, 1), {@code [H'·W', 3]}. */
  private static <T extends TFloating> Operand<T> homogeneous(Ops tf, Operand<T> target) {
    Operand<T> points = tf.reshape(target, tf.constant(new int[] {-1, 2}));
    long count = target.shape().get(0) * target.shape().get(1);
    Operand<T> one = tf.dtypes.cast(tf.constant(1f), target.type());
    Operand<T> ones = tf.broadcastTo(one, tf.constant(new long[] {count, 1}));
    return tf.concat(List.of(points, ones), tf.constant(1));
  }
}
