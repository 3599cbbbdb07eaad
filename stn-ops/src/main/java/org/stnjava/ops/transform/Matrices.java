package org.stnjava.ops.transform;

import java.util.Arrays;
import org.stnjava.ops.operand.Constants;
import org.stnjava.ops.shape.ShapeCheck;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TFloating;

/**
 * Products, linear combinations, exponentials and inverses of small matrices.
 *
 * <p>Inverses are those of cofactors: TensorFlow's own has no gradient here.
 */
final class Matrices {

  /**
   * For each cofactor, row by row, where its four factors are, cyclically to its right and below.
   */
  private static final int[][] FACTORS = {
    shifted(1, 1), shifted(2, 2), shifted(1, 2), shifted(2, 1)
  };

  /** A is divided by 2⁸: with {@link #TERMS} the series is exact to 1e-10 for norms up to 32. */
  private static final int SQUARINGS = 8;

  /** Terms of the series of E. Each reads A once; more than 8 consumers would lose determinism. */
  private static final int TERMS = 8;

  private Matrices() {}

  /**
   * Linear combinations of fixed matrices: the paper's T_θ = M_θ·B (section 3.2), transposed.
   *
   * @param factors {@code [N, S]}
   * @param shape of a matrix
   * @param matrices S matrices, row-major
   * @return {@code [N, …]} of the matrices' shape
   */
  static <T extends TFloating> Operand<T> combine(
      Ops tf, Operand<T> factors, Shape shape, double[]... matrices) {
    double[] flat = Arrays.stream(matrices).flatMapToDouble(Arrays::stream).toArray();
    Shape sizes = Shape.of(matrices.length, shape.size());
    Operand<T> basis = Constants.of(tf, factors.type(), sizes, flat);
    return tf.reshape(tf.linalg.matMul(factors, basis), tf.constant(shape.prepend(-1).asArray()));
  }

  /**
   * Multiplies matrices, each with the row 0, …, 0, 1 below it.
   *
   * @param left {@code [N, d, d + 1]}
   * @param right {@code [N, d, d + 1]}
   * @return {@code [N, d, d + 1]}
   */
  static <T extends TFloating> Operand<T> product(Ops tf, Operand<T> left, Operand<T> right) {
    boolean isSpace = right.shape().numDimensions() == 3 && right.shape().get(1) == 3;
    int size = isSpace ? 4 : 3;
    String[] axes = {"N", Integer.toString(size - 1), Integer.toString(size)};
    ShapeCheck.start().require("second", left, axes).require("first", right, axes);
    double[] last = new double[size * size];
    last[last.length - 1] = 1;
    Operand<T> square =
        tf.math.add(
            tf.pad(
                right,
                tf.constant(new int[][] {{0, 0}, {0, 1}, {0, 0}}),
                Constants.of(tf, right.type(), 0)),
            Constants.of(tf, right.type(), Shape.of(size, size), last));
    return tf.train.batchMatMul(left, square, left.type());
  }

  /**
   * The first two rows of exp(A), by scaling and squaring.
   *
   * <p>What is squared is E = exp(A) − I, by (I + E)² − I = E(E + 2I): near 0 nothing cancels, and
   * rounding does not grow with the number of squarings. The gradient is finite everywhere.
   *
   * @param a {@code [N, 3, 3]}, the last row 0
   * @return {@code [N, 2, 3]}
   */
  static <T extends TFloating> Operand<T> exponential(Ops tf, Operand<T> a) {
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

  /**
   * Inverts matrices.
   *
   * @param matrices {@code [N, 3, 3]}
   * @return {@code [N, 3, 3]}; infinite or NaN where the determinant is 0
   */
  static <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> matrices) {
    Operand<T> flat = tf.reshape(matrices, tf.constant(new int[] {-1, 9}));
    Operand<T> cofactors = cofactors(tf, flat);
    Operand<T> firstRow = tf.math.mul(row(tf, flat, 0, 3), row(tf, cofactors, 0, 3));
    Operand<T> determinant = tf.reduceSum(firstRow, tf.constant(1), ReduceSum.keepDims(true));
    return transposed(tf, tf.math.div(cofactors, determinant));
  }

  /**
   * Inverts matrices up to a factor, so that the last entry is 1.
   *
   * @param flat row-major, {@code [N, 9]}
   * @param count how many entries of the inverse to give
   * @return {@code [N, count]}; infinite or NaN where the inverse's last entry is 0
   */
  static <T extends TFloating> Operand<T> invertNormalized(Ops tf, Operand<T> flat, int count) {
    Operand<T> cofactors = cofactors(tf, flat);
    Operand<T> normalized = tf.math.div(cofactors, row(tf, cofactors, 8, 1));
    Operand<T> inverse = transposed(tf, normalized);
    return row(tf, tf.reshape(inverse, tf.constant(new int[] {-1, 9})), 0, count);
  }

  private static <T extends TFloating> Operand<T> cofactors(Ops tf, Operand<T> flat) {
    Operand<T> positive = tf.math.mul(gather(tf, flat, FACTORS[0]), gather(tf, flat, FACTORS[1]));
    Operand<T> negative = tf.math.mul(gather(tf, flat, FACTORS[2]), gather(tf, flat, FACTORS[3]));
    return tf.math.sub(positive, negative);
  }

  private static <T extends TFloating> Operand<T> transposed(Ops tf, Operand<T> flat) {
    Operand<T> square = tf.reshape(flat, tf.constant(new int[] {-1, 3, 3}));
    return tf.linalg.transpose(square, tf.constant(new int[] {0, 2, 1}));
  }

  private static <T extends TFloating> Operand<T> gather(Ops tf, Operand<T> flat, int[] indices) {
    return tf.gather(flat, tf.constant(indices), tf.constant(1));
  }

  private static <T extends TFloating> Operand<T> row(
      Ops tf, Operand<T> flat, int from, int count) {
    return tf.slice(flat, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, count}));
  }

  private static int[] shifted(int down, int right) {
    int[] indices = new int[9];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (i / 3 + down) % 3 * 3 + (i % 3 + right) % 3;
    }
    return indices;
  }
}
