package org.stnjava.ops.sample;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Where a compiled function has its points from. */
sealed interface PointSource permits GridSource, MatrixSource {

  /** What the function gets: one row of numbers an image. */
  Operand<TFloat32> argument();

  /**
   * The source points.
   *
   * @param argument stands for {@link #argument()} in the function
   * @return normalized coordinates, one operand an axis, x first; each {@code [N, P]}
   */
  List<Operand<TFloat32>> points(Ops tf, Operand<TFloat32> argument);

  /**
   * The gradient with respect to the argument.
   *
   * @param points the gradient with respect to the points, as {@link #points} gives them
   */
  Operand<TFloat32> gradient(Ops tf, List<Operand<TFloat32>> points);
}
