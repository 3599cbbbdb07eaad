package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.sample.loop.LoopSampler;
import org.stnjava.ops.shape.BatchCheck;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The paper's sampler: reads a feature map at the points of a grid (equations 3 to 7).
 *
 * <p>Differentiable with respect to the image and to the grid; for images {@code [N, H, W, C]} and
 * volumes {@code [N, D, H, W, C]}. The grid of the identity returns an image of the same size bit
 * for bit, and a shift by whole pixels is exact. Coordinates that are NaN, infinite or huge are
 * outside the image: they read the constant and have no gradient, or read the pixel that the {@link
 * Padding} selects. The default coordinates are {@link PixelCoordinates#HALF_PIXEL}. Immutable and
 * safe for use by several threads.
 *
 * <pre>{@code
 * Sampler sampler = Sampler.bilinear().withPadding(Padding.constant(-0.42f));
 * Operand<TFloat32> v = sampler.sample(tf, u, grid);
 * }</pre>
 *
 * @param kernel how pixels near a point are weighted
 * @param padding what is read outside the image
 * @param coordinates what −1 and 1 mean; the grid generator must use the same
 * @param antialiasing how points are read where the grid is coarser than the image
 * @param execution as ordinary operations or as loops in Java
 */
public record Sampler(
    Kernel kernel,
    Padding padding,
    PixelCoordinates coordinates,
    Antialiasing antialiasing,
    Execution execution) {

  /** Rejects null. */
  public Sampler {
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(padding, "padding");
    Objects.requireNonNull(coordinates, "coordinates");
    Objects.requireNonNull(antialiasing, "antialiasing");
    Objects.requireNonNull(execution, "execution");
  }

  /**
   * A sampler without antialiasing, executed as loops in Java where that pays.
   *
   * @param kernel how pixels near a point are weighted
   * @param padding what is read outside the image
   * @param coordinates what −1 and 1 mean
   */
  public Sampler(Kernel kernel, Padding padding, PixelCoordinates coordinates) {
    this(kernel, padding, coordinates, Antialiasing.none(), Execution.AUTOMATIC);
  }

  /**
   * The paper's bilinear sampler: zeros outside, half-pixel coordinates, trilinear for volumes.
   *
   * @return the sampler
   */
  public static Sampler bilinear() {
    return new Sampler(Kernel.BILINEAR, Padding.zeros(), PixelCoordinates.HALF_PIXEL);
  }

  /**
   * The same sampler with another kernel.
   *
   * @param other how pixels near a point are weighted
   * @return a copy
   */
  public Sampler withKernel(Kernel other) {
    return new Sampler(other, padding, coordinates, antialiasing, execution);
  }

  /**
   * The same sampler with another padding.
   *
   * @param other what is read outside the image
   * @return a copy
   */
  public Sampler withPadding(Padding other) {
    return new Sampler(kernel, other, coordinates, antialiasing, execution);
  }

  /**
   * The same sampler in other coordinates.
   *
   * @param other what −1 and 1 mean
   * @return a copy
   */
  public Sampler withCoordinates(PixelCoordinates other) {
    return new Sampler(kernel, padding, other, antialiasing, execution);
  }

  /**
   * The same sampler with another antialiasing.
   *
   * @param other how points are read where the grid is coarser than the image
   * @return a copy
   */
  public Sampler withAntialiasing(Antialiasing other) {
    return new Sampler(kernel, padding, coordinates, other, execution);
  }

  /**
   * The same sampler, executed in another way.
   *
   * @param other as ordinary operations or as loops in Java
   * @return a copy
   */
  public Sampler withExecution(Execution other) {
    return new Sampler(kernel, padding, coordinates, antialiasing, other);
  }

  /**
   * Registers the operations of {@link Execution#JAVA} with this process. Building a sampler does
   * so, too: a process calls this that only runs graphs which others built, as a server does.
   *
   * @return false where this build of TensorFlow supports no custom operations
   */
  public static boolean registerOperations() {
    return LoopSampler.isAvailable();
  }

  /**
   * Reads images at the points of a grid.
   *
   * @param tf where to build
   * @param u input feature map, {@code [N, H, W, C]} or {@code [N, D, H, W, C]}; no axis of pixels
   *     is empty
   * @param grid source points, {@code [N, H', W', 2]} of {@code (x, y)} or {@code [N, D', H', W',
   *     3]} of {@code (x, y, z)}; [−1, 1] is inside the image; its type may differ from the image's
   * @param <T> the image's floating type
   * @return output feature map V, {@code [N, H', W', C]} or {@code [N, D', H', W', C]}, of the
   *     image's type
   * @throws IllegalArgumentException if a shape is not as above, or the batch has 2³¹ pixels; where
   *     sizes are unknown, the graph fails when it runs
   */
  public <T extends TFloating> Operand<T> sample(
      Ops tf, Operand<T> u, Operand<? extends TFloating> grid) {
    SampledShapes.require(u, grid);
    Shape output = SampledShapes.output(u.shape(), grid.shape());
    FastPath fast = new FastPath(this, output);
    if (grid.type() != TFloat64.class && fast.takes(tf, u)) {
      return fast.sample(tf, u, PixelRows.cast(tf, grid, TFloat32.class));
    }
    // Sums in half precision would lose the precision of the weights.
    return u.type() == TFloat32.class || u.type() == TFloat64.class
        ? sampleInType(tf, u, grid)
        : PixelRows.cast(
            tf, sampleInType(tf, PixelRows.cast(tf, u, TFloat32.class), grid), u.type());
  }

  /**
   * Reads images at the points of a regular grid that matrices transform, without a grid in memory:
   * each point is computed where it is read.
   *
   * @param tf where to build
   * @param u input feature map, {@code [N, H, W, C]} or {@code [N, D, H, W, C]}
   * @param matrices row-major, {@code [N, 2, 3]} or {@code [N, 3, 4]}
   * @param target the regular grid, in this sampler's coordinates
   * @param <T> the image's floating type
   * @return output feature map V, {@code [N, H', W', C]} or {@code [N, D', H', W', C]}; empty where
   *     the sampler is executed as {@link Execution#PORTABLE} or the shapes do not fit
   * @throws IllegalArgumentException if the regular grid is in other coordinates
   */
  public <T extends TFloating> Optional<Operand<T>> sampleMoved(
      Ops tf, Operand<T> u, Operand<TFloat32> matrices, TargetGrid target) {
    if (target.coordinates() != coordinates) {
      throw new IllegalArgumentException(
          "target: expected %s as of the sampler but got %s"
              .formatted(coordinates, target.coordinates()));
    }
    if (!SampledShapes.fit(u.shape(), matrices.shape(), target.size())) {
      return Optional.empty();
    }
    FastPath fast =
        new FastPath(this, SampledShapes.output(u.shape(), matrices.shape(), target.size()));
    return fast.takes(tf, u) ? Optional.of(fast.sample(tf, u, matrices)) : Optional.empty();
  }

  private <T extends TFloating> Operand<T> sampleInType(
      Ops tf, Operand<T> u, Operand<? extends TFloating> grid) {
    // Points in half precision would miss their pixels in images of more than a few hundred.
    return grid.type() == TFloat64.class
        ? sampleAt(tf, u, PixelRows.cast(tf, grid, TFloat64.class))
        : sampleAt(tf, u, PixelRows.cast(tf, grid, TFloat32.class));
  }

  private <T extends TFloating, S extends TFloating> Operand<T> sampleAt(
      Ops tf, Operand<T> u, Operand<S> grid) {
    List<Operand<S>> points = points(BatchCheck.sameSize(tf, u, grid), u, grid);
    Operand<T> rows = antialiasing.read(tf, interpolation(), u, points);
    return SampledShapes.unflatten(tf, rows, u, grid);
  }

  /** The grid in pixels of the image, one operand an axis, x first. */
  private <S extends TFloating> List<Operand<S>> points(Ops tf, Operand<?> u, Operand<S> grid) {
    int dimensions = u.shape().numDimensions() - 2;
    List<Operand<S>> normalized =
        List.copyOf(tf.unstack(grid, (long) dimensions, Unstack.axis(dimensions + 1L)).output());
    List<Operand<TInt32>> sizes = PixelRows.sizes(tf, u);
    List<Operand<S>> points = new ArrayList<>();
    for (int axis = 0; axis < dimensions; axis++) {
      points.add(interpolation().toPixels(tf, normalized.get(axis), sizes.get(axis)));
    }
    return points;
  }

  Interpolation interpolation() {
    return new Interpolation(kernel, padding, coordinates);
  }
}
