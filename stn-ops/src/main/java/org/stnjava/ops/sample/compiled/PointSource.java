package org.stnjava.ops.sample.compiled;

import java.util.List;
import org.stnjava.ops.coordinate.TargetGrid;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The source of the sampled points: a grid, or matrices that move a regular grid. */
public sealed interface PointSource permits GridPoints, MatrixPoints {

  /**
   * Points of a sampling grid.
   *
   * @param grid normalized coordinates, {@code [N, H', W', 2]} or {@code [N, D', H', W', 3]}; only
   *     N may be unknown
   * @return the source
   */
  static PointSource grid(Operand<TFloat32> grid) {
    return new GridPoints(grid);
  }

  /**
   * Points of a regular grid, each multiplied by its image's matrix.
   *
   * @param matrices row-major, {@code [N, 2, 3]} or {@code [N, 3, 4]}
   * @param target the regular grid
   * @return the source
   */
  static PointSource matrices(Operand<TFloat32> matrices, TargetGrid target) {
    return new MatrixPoints(matrices, target);
  }

  /**
   * The grid or the matrices.
   *
   * @return the argument of the compiled function, one row an image
   */
  Operand<TFloat32> argument();

  /**
   * Builds the points in a function.
   *
   * @param tf where to build
   * @param argument the function's placeholder of {@link #argument()}
   * @return normalized coordinates, one operand an axis, x first; each {@code [N, P]}
   */
  List<Operand<TFloat32>> points(Ops tf, Operand<TFloat32> argument);

  /**
   * Builds the gradient with respect to the argument.
   *
   * @param tf where to build
   * @param points the gradient with respect to the points, as {@link #points} gives them
   * @return the gradient, of the argument's shape
   */
  Operand<TFloat32> gradient(Ops tf, List<Operand<TFloat32>> points);
}
