package org.stnjava.ops.transform;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Rotates, scales and translates: x' = s(cos a·x − sin a·y) + tx, y' = s(sin a·x + cos a·y) + ty,
 * with θ = (s, a, tx, ty), {@code [N, 4]}, a in radians.
 *
 * <p>As y points down, a positive angle rotates the output's content counterclockwise.
 */
public record Similarity() implements MatrixTransform {

  @Override
  public String name() {
    return "similarity";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(4);
  }

  @Override
  public float[] identityTheta() {
    return new float[] {1, 0, 0, 0};
  }

  private static final double[] COSINE = {1, 0, 0, 0, 1, 0};
  private static final double[] SINE = {0, -1, 0, 1, 0, 0};
  private static final double[] ALONG_X = {0, 0, 1, 0, 0, 0};
  private static final double[] ALONG_Y = {0, 0, 0, 0, 0, 1};

  @Override
  public <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    Operand<T> scale = Thetas.column(tf, theta, 0);
    Operand<T> angle = Thetas.column(tf, theta, 1);
    Operand<T> parts =
        Thetas.rows(
            tf,
            List.of(
                tf.math.mul(scale, tf.math.cos(angle)),
                tf.math.mul(scale, tf.math.sin(angle)),
                Thetas.column(tf, theta, 2),
                Thetas.column(tf, theta, 3)));
    return Matrices.combine(tf, parts, Shape.of(2, 3), COSINE, SINE, ALONG_X, ALONG_Y);
  }

  @Override
  public <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    Operand<T> scale = Thetas.column(tf, theta, 0);
    Operand<T> angle = Thetas.column(tf, theta, 1);
    Operand<T> x = tf.math.neg(tf.math.div(Thetas.column(tf, theta, 2), scale));
    Operand<T> y = tf.math.neg(tf.math.div(Thetas.column(tf, theta, 3), scale));
    Operand<T> cosine = tf.math.cos(angle);
    Operand<T> sine = tf.math.sin(angle);
    return Thetas.rows(
        tf,
        List.of(
            tf.math.reciprocal(scale),
            tf.math.neg(angle),
            tf.math.add(tf.math.mul(cosine, x), tf.math.mul(sine, y)),
            tf.math.sub(tf.math.mul(cosine, y), tf.math.mul(sine, x))));
  }
}
