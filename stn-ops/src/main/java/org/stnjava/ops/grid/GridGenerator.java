package org.stnjava.ops.grid;

import java.util.Objects;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The paper's grid generator: turns θ into the sampling grid T_θ(G) of an output of a fixed size.
 *
 * <pre>{@code
 * GridGenerator generator = GridGenerator.of(new Affine(), 28, 28);
 * Operand<TFloat32> grid = generator.generate(tf, theta);
 * Operand<TFloat32> v = Sampler.bilinear().sample(tf, u, grid);
 * }</pre>
 *
 * @param transform the family of warps
 * @param height rows H' of the output, at least 1
 * @param width columns W' of the output, at least 1
 * @param coordinates what −1 and 1 mean; the sampler must use the same
 */
public record GridGenerator(
    Transform transform, int height, int width, PixelCoordinates coordinates) {

  /** Checks the sizes. */
  public GridGenerator {
    Objects.requireNonNull(transform, "transform");
    Objects.requireNonNull(coordinates, "coordinates");
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "size: expected height and width of at least 1 but got %dx%d".formatted(height, width));
    }
  }

  /**
   * A generator in {@link PixelCoordinates#HALF_PIXEL} coordinates.
   *
   * @param transform the family of warps
   * @param height rows H' of the output
   * @param width columns W' of the output
   * @return the generator
   */
  public static GridGenerator of(Transform transform, int height, int width) {
    return new GridGenerator(transform, height, width, PixelCoordinates.HALF_PIXEL);
  }

  /**
   * The same generator in other coordinates.
   *
   * @param other what −1 and 1 mean
   * @return a copy
   */
  public GridGenerator withCoordinates(PixelCoordinates other) {
    return new GridGenerator(transform, height, width, other);
  }

  /**
   * Generates the sampling grid.
   *
   * @param tf where to build
   * @param theta parameters, {@code [N, …]}, see {@link Transform#thetaShape()}
   * @param <T> the floating type
   * @return source points, {@code [N, H', W', 2]}, {@code (x, y)}; [−1, 1] is inside the input
   * @throws IllegalArgumentException if θ has another shape
   */
  public <T extends TFloating> Operand<T> generate(Ops tf, Operand<T> theta) {
    return transform.apply(tf, theta, TargetGrid.of(tf, theta.type(), height, width, coordinates));
  }
}
