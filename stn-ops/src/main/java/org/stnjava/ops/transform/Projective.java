package org.stnjava.ops.transform;

import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TFloating;

/**
 * Every projective map of the plane, such as the view of a plane by a camera: x' = (θ₀x + θ₁y +
 * θ₂)/w, y' = (θ₃x + θ₄y + θ₅)/w with w = θ₆x + θ₇y + 1.
 *
 * <p>θ, {@code [N, 8]}, is the row-major 3×3 matrix without its last entry, which is 1. The line w
 * = 0 is the horizon. Points at it and behind it, where dividing by w would show a second, mirrored
 * image, read nothing: they are moved out of the image, in the direction in which points before the
 * horizon vanish, a million times as far as they are, and give θ no gradient.
 */
public record Projective() implements Invertible {

  @Override
  public String name() {
    return "projective";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(8);
  }

  @Override
  public float[] identityTheta() {
    return new float[] {1, 0, 0, 0, 1, 0, 0, 0};
  }

  /** Above the rounding of w in {@code TFloat32}, and far below any w of points in the image. */
  private static final double HORIZON = 1e-6;

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
    Thetas.require(this, theta);
    Operand<T> matrices = tf.reshape(withLastEntry(tf, theta), tf.constant(new int[] {-1, 3, 3}));
    Thetas.requireSameBatch(theta, points, 2);
    Operand<T> products = Homogeneous.multiply(tf, matrices, points, 2);
    Operand<T> numerators = part(tf, products, 0, 2);
    Operand<T> w = part(tf, products, 2, 1);
    Operand<TBool> front = tf.math.greater(w, Constants.of(tf, w.type(), HORIZON));
    Operand<T> safe = tf.select(front, w, Constants.of(tf, w.type(), 1));
    Operand<T> beyond = tf.math.mul(numerators, Constants.of(tf, w.type(), 1 / HORIZON));
    return tf.select(front, tf.math.div(numerators, safe), tf.stopGradient(beyond));
  }

  /**
   * {@inheritDoc}
   *
   * @return {@code [N, 8]}; infinite or NaN where the matrix is singular, and where the inverse
   *     maps the middle of the image to its horizon
   */
  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return Matrices.invertNormalized(tf, withLastEntry(tf, theta), 8);
  }

  private static <T extends TFloating> Operand<T> withLastEntry(Ops tf, Operand<T> theta) {
    return tf.pad(
        theta, tf.constant(new int[][] {{0, 0}, {0, 1}}), Constants.of(tf, theta.type(), 1));
  }

  private static <T extends TFloating> Operand<T> part(
      Ops tf, Operand<T> products, int from, int count) {
    return tf.slice(
        products,
        tf.constant(new int[] {0, 0, 0, from}),
        tf.constant(new int[] {-1, -1, -1, count}));
  }
}
