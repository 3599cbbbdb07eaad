package org.stnjava.ops.transform;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;

/** What a thin plate spline multiplies at a point: r² log r of each control point, 1, x and y. */
final class SplineFeatures {

  private SplineFeatures() {}

  /**
   * Computes the features of points.
   *
   * @param points {@code [H', W', 2]} or {@code [N, H', W', 2]}
   * @param lattice the control points, {@code (x, y)} one after the other
   * @return {@code [P, K + 3]} or {@code [N, P, K + 3]} with P = H'·W'
   */
  static Operand<TFloat64> of(Ops tf, Operand<TFloat64> points, double[] lattice) {
    int rank = points.shape().numDimensions() - 1;
    long count = Homogeneous.size(points, 2).size();
    long[] flat = rank == 2 ? new long[] {count, 2} : new long[] {-1, count, 2};
    Operand<TFloat64> rows = tf.reshape(points, tf.constant(flat));
    Operand<TFloat64> x = coordinate(tf, rows, 0);
    Operand<TFloat64> y = coordinate(tf, rows, 1);
    Operand<TFloat64> dx = tf.math.sub(x, controls(tf, lattice, 0));
    Operand<TFloat64> dy = tf.math.sub(y, controls(tf, lattice, 1));
    Operand<TFloat64> squared = tf.math.add(tf.math.mul(dx, dx), tf.math.mul(dy, dy));
    int[][] behind = new int[rank][2];
    behind[rank - 1][0] = 1;
    Operand<TFloat64> affine = tf.pad(rows, tf.constant(behind), tf.constant(1.0));
    return tf.concat(List.of(kernel(tf, squared), affine), tf.constant(-1));
  }

  /** r² log r, and 0 with a gradient of 0 where r is 0. */
  private static Operand<TFloat64> kernel(Ops tf, Operand<TFloat64> squared) {
    Operand<TBool> apart = tf.math.greater(squared, tf.constant(0.0));
    Operand<TFloat64> safe = tf.select(apart, squared, tf.constant(1.0));
    return tf.math.mul(tf.math.mul(squared, tf.constant(0.5)), tf.math.log(safe));
  }

  private static Operand<TFloat64> coordinate(Ops tf, Operand<TFloat64> rows, int index) {
    boolean batched = rows.shape().numDimensions() == 3;
    return tf.slice(
        rows,
        tf.constant(batched ? new int[] {0, 0, index} : new int[] {0, index}),
        tf.constant(batched ? new int[] {-1, -1, 1} : new int[] {-1, 1}));
  }

  private static Operand<TFloat64> controls(Ops tf, double[] lattice, int coordinate) {
    double[] values = new double[lattice.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = lattice[2 * i + coordinate];
    }
    return tf.constant(Shape.of(values.length), DataBuffers.of(values));
  }
}
