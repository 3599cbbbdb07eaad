package org.stnjava.ops.transform;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;

/**
 * The linear system of a thin plate spline over a regular lattice, in double precision.
 *
 * @param k control points along each side of [−1, 1]²
 * @param stiffness λ, added to the diagonal
 */
record SplineSystem(int k, double stiffness) {

  /** The coefficients of 1, x and y. */
  private static final int AFFINE = 3;

  /** The control points, {@code (x, y)} one after the other, row by row. */
  double[] lattice() {
    double[] lattice = new double[2 * k * k];
    for (int i = 0; i < k * k; i++) {
      lattice[2 * i] = position(i % k);
      lattice[2 * i + 1] = position(i / k);
    }
    return lattice;
  }

  /**
   * The matrix that maps values at the control points to coefficients of r² log r, 1, x and y.
   *
   * @return row-major {@code [K + 3, K]} with K = k·k
   */
  double[] solution() {
    int count = k * k;
    int size = count + AFFINE;
    double[][] rows = matrix();
    for (int column = 0; column < size; column++) {
      eliminate(rows, column);
    }
    double[] solution = new double[size * count];
    for (int row = 0; row < size; row++) {
      System.arraycopy(rows[row], size, solution, row * count, count);
    }
    return solution;
  }

  /**
   * The weights of the control points' shifts in the shift of each point.
   *
   * @param points {@code (x, y)} one after the other
   * @return row-major {@code [P, K]}
   */
  double[] weights(double[] points) {
    int count = k * k;
    double[] lattice = lattice();
    double[] solution = solution();
    double[] weights = new double[Math.multiplyExact(points.length / 2, count)];
    for (int point = 0; point < points.length / 2; point++) {
      double[] features = features(lattice, points[2 * point], points[2 * point + 1]);
      for (int feature = 0; feature < features.length; feature++) {
        for (int control = 0; control < count; control++) {
          weights[point * count + control] +=
              features[feature] * solution[feature * count + control];
        }
      }
    }
    return weights;
  }

  /**
   * What the spline multiplies at points: r² log r of each control point, 1, x and y.
   *
   * @param points {@code [H', W', 2]} or {@code [N, H', W', 2]}
   * @return {@code [P, K + 3]} or {@code [N, P, K + 3]} with P = H'·W'
   */
  Operand<TFloat64> features(Ops tf, Operand<TFloat64> points) {
    double[] lattice = lattice();
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

  private double position(int index) {
    return (2.0 * index - (k - 1)) / (k - 1);
  }

  /** The system on the left, one column a control point on the right. */
  private double[][] matrix() {
    int count = k * k;
    int size = count + AFFINE;
    double[] lattice = lattice();
    double[][] rows = new double[size][size + count];
    for (int i = 0; i < count; i++) {
      double[] features = features(lattice, lattice[2 * i], lattice[2 * i + 1]);
      System.arraycopy(features, 0, rows[i], 0, size);
      for (int j = 0; j < AFFINE; j++) {
        rows[count + j][i] = features[count + j];
      }
      rows[i][i] += stiffness;
      rows[i][size + i] = 1;
    }
    return rows;
  }

  /** Clears a column in all rows but one, which holds 1 there (Gauss and Jordan). */
  private static void eliminate(double[][] rows, int column) {
    int pivot = column;
    for (int row = column + 1; row < rows.length; row++) {
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) {
        pivot = row;
      }
    }
    double[] chosen = rows[pivot];
    rows[pivot] = rows[column];
    rows[column] = chosen;
    scale(chosen, 1 / chosen[column]);
    for (int row = 0; row < rows.length; row++) {
      double factor = rows[row][column];
      if (row != column && factor != 0) {
        for (int i = column; i < chosen.length; i++) {
          rows[row][i] -= factor * chosen[i];
        }
      }
    }
  }

  private static void scale(double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  private static double[] features(double[] lattice, double x, double y) {
    int count = lattice.length / 2;
    double[] features = new double[count + AFFINE];
    for (int i = 0; i < count; i++) {
      double dx = x - lattice[2 * i];
      double dy = y - lattice[2 * i + 1];
      double squared = dx * dx + dy * dy;
      features[i] = squared == 0 ? 0 : squared * Math.log(squared) / 2;
    }
    features[count] = 1;
    features[count + 1] = x;
    features[count + 2] = y;
    return features;
  }
}
