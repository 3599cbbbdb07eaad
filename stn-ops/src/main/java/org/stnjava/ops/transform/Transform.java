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
 * <p>A warp maps target to source: each point of the output to the point of the input that it
 * reads. Points are {@code (x, y)}, in volumes {@code (x, y, z)}, in normalized coordinates. A
 * custom family implements the four methods without a body; every method that takes a transform
 * accepts it.
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
   * The θ of the identity, where a localization network starts.
   *
   * @return its elements, row-major, as many as of {@link #thetaShape()}
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
   * Maps the regular grid by θ. Overridden where the regular grid allows a faster computation.
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
   * The size of the outputs that the transform supports.
   *
   * @return {@code [H', W']}, in volumes {@code [D', H', W']}; unknown where any size is supported
   */
  default Shape outputSize() {
    return Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE);
  }

  /**
   * This transform in a pixel convention; it differs only where θ itself is given at pixels.
   *
   * @param coordinates what −1 and 1 mean
   * @return the transform
   */
  default Transform in(PixelCoordinates coordinates) {
    return this;
  }

  /**
   * This transform followed by another, which maps this one's source points.
   *
   * @param next maps the source points of this one
   * @return the composition; its θ is this one's, flattened, followed by the other's
   */
  default Transform then(Transform next) {
    return new Composition(this, next);
  }
}
