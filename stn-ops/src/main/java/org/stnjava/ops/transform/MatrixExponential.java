package org.stnjava.ops.transform;

import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The exponential of the 3×3 matrices of plane velocities, by scaling and squaring.
 *
 * <p>What is squared is E = exp(A) − I, by (I + E)² − I = E(E + 2I): near 0 nothing cancels, and
 * rounding does not grow with the number of squarings. The gradient is finite everywhere.
 */
final class MatrixExponential {

  /** A is divided by 2⁸: with {@link #TERMS} the series is exact to 1e-10 for norms up to 32. */
  private static final int SQUARINGS = 8;

  /** Terms of the series of E. Each reads A once; more than 8 readers would lose determinism. */
  private static final int TERMS = 8;

  private MatrixExponential() {}

  /**
   * Gives the first two rows of exp(A).
   *
   * @param a {@code [N, 3, 3]}, the last row 0
   * @return {@code [N, 2, 3]}
   */
  static <T extends TFloating> Operand<T> of(Ops tf, Operand<T> a) {
    Operand<T> scaled = tf.math.mul(a, Constants.of(tf, a.type(), Math.scalb(1.0, -SQUARINGS)));
    Operand<T> e = series(tf, scaled);
    for (int i = 0; i < SQUARINGS; i++) {
      e = tf.train.batchMatMul(e, tf.math.add(e, identity(tf, 2, e)), a.type());
    }
    return tf.slice(
        tf.math.add(e, identity(tf, 1, e)),
        tf.constant(new int[] {0, 0, 0}),
        tf.constant(new int[] {-1, 2, 3}));
  }

  /** A(I + A/2(I + A/3(…))). */
  private static <T extends TFloating> Operand<T> series(Ops tf, Operand<T> a) {
    Operand<T> inner = tf.math.mul(a, Constants.of(tf, a.type(), 1.0 / TERMS));
    for (int divisor = TERMS - 1; divisor >= 1; divisor--) {
      Operand<T> bracket = tf.math.add(inner, identity(tf, 1, a));
      Operand<T> product = tf.train.batchMatMul(a, bracket, a.type());
      inner = tf.math.mul(product, Constants.of(tf, a.type(), 1.0 / divisor));
    }
    return inner;
  }

  private static <T extends TFloating> Operand<T> identity(Ops tf, double times, Operand<T> a) {
    double[] diagonal = {times, 0, 0, 0, times, 0, 0, 0, times};
    return Constants.of(tf, a.type(), Shape.of(3, 3), diagonal);
  }
}
