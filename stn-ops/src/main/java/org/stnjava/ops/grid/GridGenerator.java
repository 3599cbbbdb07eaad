package org.stnjava.ops.grid;

import java.util.List;
import java.util.Optional;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.shape.Sizes;
import org.stnjava.ops.transform.MatrixTransform;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The paper's grid generator: computes the sampling grid T_θ(G) of an output of a fixed size.
 *
 * <pre>{@code
 * GridGenerator generator = GridGenerator.of(new Affine(), 28, 28);
 * Operand<TFloat32> grid = generator.generate(tf, theta);
 * Operand<TFloat32> v = Sampler.bilinear().sample(tf, u, grid);
 * }</pre>
 *
 * @param transform the family of warps
 * @param target the regular grid over the output; the sampler must use the same coordinates
 */
public record GridGenerator(Transform transform, TargetGrid target) {

  /** Checks that the transform can make grids of this size. */
  public GridGenerator {
    Shape expected = transform.outputSize();
    if (!expected.isCompatibleWith(target.size())) {
      throw new IllegalArgumentException(
          "size: expected %s for %s but got %s"
              .formatted(Sizes.text(expected), transform.name(), Sizes.text(target.size())));
    }
  }

  /**
   * A generator for images.
   *
   * @param transform the family of warps
   * @param height rows H' of the output, at least 1
   * @param width columns W' of the output, at least 1
   * @param coordinates what −1 and 1 mean; the sampler must use the same
   */
  public GridGenerator(Transform transform, int height, int width, PixelCoordinates coordinates) {
    this(transform, TargetGrid.of(height, width, coordinates));
  }

  /**
   * A generator for images in {@link PixelCoordinates#HALF_PIXEL} coordinates.
   *
   * @param transform the family of warps
   * @param height rows H' of the output
   * @param width columns W' of the output
   * @return the generator
   */
  public static GridGenerator of(Transform transform, int height, int width) {
    return of(transform, Shape.of(height, width));
  }

  /**
   * A generator for images or volumes in {@link PixelCoordinates#HALF_PIXEL} coordinates.
   *
   * @param transform the family of warps
   * @param size of the output: {@code [H', W']} or {@code [D', H', W']}
   * @return the generator
   */
  public static GridGenerator of(Transform transform, Shape size) {
    return new GridGenerator(transform, new TargetGrid(size, PixelCoordinates.HALF_PIXEL));
  }

  /**
   * The same generator in other coordinates.
   *
   * @param other what −1 and 1 mean
   * @return a copy
   */
  public GridGenerator withCoordinates(PixelCoordinates other) {
    return new GridGenerator(transform, new TargetGrid(target.size(), other));
  }

  /**
   * The coordinates of the grid.
   *
   * @return what −1 and 1 mean
   */
  public PixelCoordinates coordinates() {
    return target.coordinates();
  }

  /**
   * Generates the sampling grid.
   *
   * @param tf where to build
   * @param theta parameters, {@code [N, …]}, see {@link Transform#thetaShape()}
   * @param <T> the floating type
   * @return source points, {@code [N, H', W', 2]} of {@code (x, y)}, or {@code [N, D', H', W', 3]}
   *     of {@code (x, y, z)}; [−1, 1] is inside the input
   * @throws IllegalArgumentException if θ has another shape; where its sizes are unknown, the graph
   *     fails when it runs
   */
  public <T extends TFloating> Operand<T> generate(Ops tf, Operand<T> theta) {
    return transform.in(target.coordinates()).apply(tf, checked(tf, theta), target);
  }

  /** θ behind a check of its size, if the graph does not know it. */
  private <T extends TFloating> Operand<T> checked(Ops tf, Operand<T> theta) {
    Shape shape = theta.shape();
    boolean known = !shape.isUnknown() && shape.numDimensions() > 0;
    if (known && !shape.tail().hasUnknownDimension()) {
      return theta;
    }
    Operand<TInt32> sizes = tf.shape(theta);
    Operand<TInt32> row =
        tf.reduceProd(
            tf.slice(sizes, tf.constant(new int[] {1}), tf.constant(new int[] {-1})),
            tf.constant(0));
    int expected = Math.toIntExact(transform.thetaShape().size());
    String message = "theta: expected %d numbers an image for %s but got theta of";
    Op check =
        tf.assertThat(
            tf.math.equal(row, tf.constant(expected)),
            List.of(tf.constant(message.formatted(expected, transform.name())), sizes));
    return tf.withControlDependencies(List.of(check)).identity(theta);
  }

  /**
   * Reads images at the points of the grid.
   *
   * <p>The same as {@link Sampler#sample} of {@link #generate}. Where the transform is a {@link
   * MatrixTransform} and loops in Java sample, there is no grid in memory.
   *
   * @param tf where to build
   * @param sampler reads the images; must use the same coordinates
   * @param u input feature map, {@code [N, H, W, C]} or {@code [N, D, H, W, C]}
   * @param theta parameters, {@code [N, …]}, see {@link Transform#thetaShape()}
   * @param <T> the image's floating type
   * @return output feature map V, {@code [N, H', W', C]} or {@code [N, D', H', W', C]}
   * @throws IllegalArgumentException if the sampler has other coordinates, or a shape is wrong
   */
  public <T extends TFloating> Operand<T> sample(
      Ops tf, Sampler sampler, Operand<T> u, Operand<? extends TFloating> theta) {
    if (sampler.coordinates() != coordinates()) {
      throw new IllegalArgumentException(
          "sampler: expected %s coordinates but got %s"
              .formatted(coordinates(), sampler.coordinates()));
    }
    return matrices(tf, sampler, theta)
        .flatMap(matrices -> sampler.sampleMoved(tf, u, matrices, target))
        .orElseGet(() -> sampler.sample(tf, u, generate(tf, theta)));
  }

  private Optional<Operand<TFloat32>> matrices(
      Ops tf, Sampler sampler, Operand<? extends TFloating> theta) {
    return sampler.execution() != Execution.PORTABLE
            && theta.type() == TFloat32.class
            && transform.in(target.coordinates()) instanceof MatrixTransform moving
        ? Optional.of(moving.matrix(tf, theta.asOutput().expect(TFloat32.class)))
        : Optional.empty();
  }
}
