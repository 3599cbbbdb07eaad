package org.stnjava.ops.transform;

import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A family of warps T_θ, differentiable in θ (the paper's section 3.2).
 *
 * <p>A warp maps target to source: it says for each point of the output where in the input to look.
 * Points are {@code (x, y)}, in volumes {@code (x, y, z)}, in normalized coordinates. Implement the
 * four methods without a body to add a family of your own; it then takes its place wherever a
 * transform is asked for.
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
   * Maps points by θ.
   *
   * @param tf where to build
   * @param theta parameters, {@code [N, …]} with {@link #thetaShape()} behind the batch axis
   * @param points over the output, {@code (x, y)} in [−1, 1]: {@code [H', W', 2]} for all images
   *     or, behind another transform, {@code [N, H', W', 2]}
   * @param <T> the floating type
   * @return source points, {@code [N, H', W', 2]}, {@code (x, y)}, 1 being the input's border
   * @throws IllegalArgumentException if a shape is not as above
   */
  <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points);

  /**
   * Maps the regular grid by θ. Overridden where the regular grid allows a shorter way.
   *
   * @param tf where to build
   * @param theta parameters, {@code [N, …]} with {@link #thetaShape()} behind the batch axis
   * @param target the regular grid, of {@link #outputSize()}
   * @param <T> the floating type
   * @return source points, {@code [N, H', W', 2]}
   * @throws IllegalArgumentException if θ has another shape
   */
  default <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, TargetGrid target) {
    return apply(tf, theta, target.points(tf, theta.type()));
  }

  /**
   * The output that grids can be made for.
   *
   * @return {@code [H', W']}, in volumes {@code [D', H', W']}; unknown sizes where any will do
   */
  default Shape outputSize() {
    return Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE);
  }

  /**
   * This transform for grids of a convention; another one only where θ itself lies on pixels.
   *
   * @param coordinates what −1 and 1 mean
   * @return the transform
   */
  default Transform in(PixelCoordinates coordinates) {
    return this;
  }

  /**
   * This transform followed by another: its source points are where the other one starts from.
   *
   * @param next maps what this one gives
   * @return the composition, its θ being this one's numbers and then the other's
   */
  default Transform then(Transform next) {
    return new Composition(this, next);
  }
}
