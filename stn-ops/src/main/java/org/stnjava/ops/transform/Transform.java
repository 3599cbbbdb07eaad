package org.stnjava.ops.transform;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A family of warps T_θ, differentiable in θ (the paper's section 3.2).
 *
 * <p>A warp maps target to source: it says for each point of the output where in the input to look.
 * Points are {@code (x, y)} in normalized coordinates. Implement this interface to add a family of
 * your own; it then takes its place wherever a transform is asked for.
 */
public interface Transform {

  /**
   * The name in configurations and on the command line.
   *
   * @return a short lower-case name
   */
  String name();

  /**
   * The shape of θ for one image.
   *
   * @return the shape without the batch axis
   */
  Shape thetaShape();

  /**
   * The θ that changes nothing, where a localization network starts.
   *
   * @return as many numbers as {@link #thetaShape()} has elements, row-major
   */
  float[] identityTheta();

  /**
   * Maps target points to source points.
   *
   * @param tf where to build
   * @param theta parameters, {@code [N, …]} with {@link #thetaShape()} behind the batch axis
   * @param target points over the output, {@code [H', W', 2]}, {@code (x, y)} in [−1, 1]
   * @param <T> the floating type
   * @return source points, {@code [N, H', W', 2]}, {@code (x, y)}, 1 being the input's border
   * @throws IllegalArgumentException if a shape is not as above
   */
  <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> target);
}
