package org.stnjava.ops.sample.compiled;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Points of the regular target grid, each multiplied by its image's matrix where it is read.
 *
 * @param argument row-major matrices, {@code [N, 2, 3]} or {@code [N, 3, 4]}
 * @param target the regular grid
 */
record MatrixPoints(Operand<TFloat32> argument, TargetGrid target) implements PointSource {

  @Override
  public List<Operand<TFloat32>> points(Ops tf, Operand<TFloat32> matrices) {
    int dimensions = target.dimensions();
    double[] values = target.values();
    List<Operand<TFloat32>> points = new ArrayList<>();
    for (int row = 0; row < dimensions; row++) {
      Operand<TFloat32> sum = entry(tf, matrices, row, dimensions);
      for (int column = dimensions - 1; column >= 0; column--) {
        Operand<TFloat32> coordinate = coordinate(tf, values, column, dimensions);
        sum = tf.math.add(tf.math.mul(entry(tf, matrices, row, column), coordinate), sum);
      }
      points.add(sum);
    }
    return points;
  }

  @Override
  public Operand<TFloat32> gradient(Ops tf, List<Operand<TFloat32>> points) {
    return new MatrixGradient(target).of(tf, points);
  }

  private static Operand<TFloat32> entry(Ops tf, Operand<TFloat32> matrices, int row, int column) {
    Operand<TFloat32> entry =
        tf.slice(
            matrices, tf.constant(new int[] {0, row, column}), tf.constant(new int[] {-1, 1, 1}));
    return tf.reshape(entry, tf.constant(new int[] {-1, 1}));
  }

  private static Operand<TFloat32> coordinate(
      Ops tf, double[] values, int coordinate, int dimensions) {
    double[] plane = new double[values.length / dimensions];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = values[i * dimensions + coordinate];
    }
    return Constants.of(tf, TFloat32.class, Shape.of(1, plane.length), plane);
  }
}
