package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.shape.ShapeCheck;
import org.stnjava.ops.shape.Sizes;
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
 * <p>Built from gathers and products that TensorFlow differentiates, with respect to the image and
 * to the grid. A grid made from θ = identity gives back an image of the same size bit for bit, and
 * a shift by whole pixels is exact. NaN, infinite and huge coordinates are outside the image. The
 * default coordinates are {@link PixelCoordinates#HALF_PIXEL}.
 *
 * <pre>{@code
 * Sampler sampler = Sampler.bilinear().withPadding(Padding.constant(-0.42f));
 * Operand<TFloat32> v = sampler.sample(tf, u, grid);
 * }</pre>
 *
 * @param kernel how pixels near a point are weighted
 * @param padding what lies outside the image
 * @param coordinates what −1 and 1 mean; the grid generator must use the same
 */
public record Sampler(Kernel kernel, Padding padding, PixelCoordinates coordinates) {

  /** Checks that nothing is missing. */
  public Sampler {
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(padding, "padding");
    Objects.requireNonNull(coordinates, "coordinates");
  }

  /**
   * The paper's bilinear sampler: zeros outside, half-pixel coordinates.
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
    return new Sampler(other, padding, coordinates);
  }

  /**
   * The same sampler with another padding.
   *
   * @param other what lies outside the image
   * @return a copy
   */
  public Sampler withPadding(Padding other) {
    return new Sampler(kernel, other, coordinates);
  }

  /**
   * The same sampler in other coordinates.
   *
   * @param other what −1 and 1 mean
   * @return a copy
   */
  public Sampler withCoordinates(PixelCoordinates other) {
    return new Sampler(kernel, padding, other);
  }

  /**
   * Reads an image at the points of a grid.
   *
   * @param tf where to build
   * @param u input feature map, {@code [N, H, W, C]}; H and W are at least 1
   * @param grid source points, {@code [N, H', W', 2]}, {@code (x, y)}; [−1, 1] is inside the image;
   *     its type may differ from the image's
   * @param <T> the image's floating type
   * @return output feature map V, {@code [N, H', W', C]}, of the image's type
   * @throws IllegalArgumentException if a shape is not as above, or the batch has 2³¹ pixels
   */
  public <T extends TFloating> Operand<T> sample(
      Ops tf, Operand<T> u, Operand<? extends TFloating> grid) {
    requireShapes(u, grid);
    // Points in half precision would miss their pixels in images of more than a few hundred.
    return grid.type() == TFloat64.class
        ? sampleAt(tf, u, cast(tf, grid, TFloat64.class))
        : sampleAt(tf, u, cast(tf, grid, TFloat32.class));
  }

  private <T extends TFloating, S extends TFloating> Operand<T> sampleAt(
      Ops tf, Operand<T> u, Operand<S> grid) {
    PixelRows<T> image = PixelRows.of(tf, u);
    List<Operand<S>> xy = split(tf, grid);
    List<Axis.Read<S>> columns = axis(tf, xy.get(0), image.width());
    List<Axis.Read<S>> rows = axis(tf, xy.get(1), image.height());
    List<Operand<T>> weights = new ArrayList<>();
    List<Operand<T>> terms = new ArrayList<>();
    for (Axis.Read<S> row : rows) {
      for (Axis.Read<S> column : columns) {
        Operand<T> weight =
            asColumn(tf, cast(tf, tf.math.mul(row.weight(), column.weight()), u.type()));
        weights.add(weight);
        terms.add(tf.math.mul(weight, image.read(tf, column.index(), row.index())));
      }
    }
    Operand<T> v = padding.fill(tf, tf.math.addN(terms), tf.math.addN(weights));
    return unflatten(tf, v, u, grid);
  }

  private <S extends TFloating> List<Axis.Read<S>> axis(
      Ops tf, Operand<S> normalized, Operand<TInt32> size) {
    return Axis.of(tf, coordinates.toPixels(tf, normalized, size), size, kernel).reads(tf, kernel);
  }

  private static <S extends TFloating> List<Operand<S>> split(Ops tf, Operand<S> grid) {
    return List.copyOf(tf.unstack(grid, 2L, Unstack.axis(3L)).output());
  }

  private static <T extends TFloating> Operand<T> asColumn(Ops tf, Operand<T> planes) {
    return tf.reshape(planes, tf.constant(new int[] {-1, 1}));
  }

  private static <T extends TFloating> Operand<T> unflatten(
      Ops tf, Operand<T> rows, Operand<T> u, Operand<?> grid) {
    Shape points = grid.shape();
    long batch = Math.max(u.shape().get(0), points.get(0)); // an unknown size is -1
    Shape shape = Shape.of(batch, points.get(1), points.get(2), u.shape().get(3));
    return Sizes.reshape(
        tf,
        rows,
        shape,
        List.of(
            Sizes.of(tf, u, 0), Sizes.of(tf, grid, 1), Sizes.of(tf, grid, 2), Sizes.of(tf, u, 3)));
  }

  @SuppressWarnings("unchecked") // the type is compared
  private static <S extends TFloating> Operand<S> cast(
      Ops tf, Operand<? extends TFloating> operand, Class<S> type) {
    if (operand.type() == type) {
      return (Operand<S>) operand;
    }
    return tf.dtypes.cast(operand, type);
  }

  private static void requireShapes(Operand<?> u, Operand<?> grid) {
    requireRank("u", u, "[N, H, W, C]");
    requireRank("grid", grid, "[N, H', W', 2]");
    ShapeCheck.start()
        .require("u", u, "N", "H", "W", "C")
        .require("grid", grid, "N", "H'", "W'", "2");
    if (u.shape().get(1) == 0 || u.shape().get(2) == 0) {
      throw new IllegalArgumentException(
          "u: expected an image of at least 1x1 pixels but got " + u.shape());
    }
  }

  private static void requireRank(String argument, Operand<?> operand, String expected) {
    if (operand.shape().isUnknown()) {
      throw new IllegalArgumentException(
          "%s: expected %s but its rank is unknown; reshape it first"
              .formatted(argument, expected));
    }
  }
}
