package org.stnjava.ops.transform;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TFloating;

/** Inverses of 3×3 matrices by cofactors; TensorFlow's own has no gradient here. */
final class Matrices {

  /**
   * For each cofactor, row by row, where its four factors are, cyclically to its right and below.
   */
  private static final int[][] FACTORS = {
    shifted(1, 1), shifted(2, 2), shifted(1, 2), shifted(2, 1)
  };

  private Matrices() {}

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
