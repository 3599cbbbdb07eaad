package org.stnjava.ops.coordinate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.stnjava.ops.operand.Constants;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.family.TFloating;

/**
 * The regular grid G over an output feature map (the paper's section 3.2).
 *
 * <p>Its points are the centers of the output's pixels, {@code (x, y)}, and {@code (x, y, z)} over
 * a volume.
 *
 * @param size of the output: {@code [H', W']}, or {@code [D', H', W']} of a volume
 * @param coordinates what −1 and 1 mean
 */
public record TargetGrid(Shape size, PixelCoordinates coordinates) {

  /** A larger grid is computed from its axes when the graph runs, not stored in it. */
  private static final long LARGEST_CONSTANT = 1 << 20;

  /** Checks the sizes. */
  public TargetGrid {
    Objects.requireNonNull(coordinates, "coordinates");
    if (size.isUnknown() || size.numDimensions() < 2 || size.numDimensions() > 3) {
      throw new IllegalArgumentException(
          "size: expected [H', W'] or [D', H', W'] but got " + Sizes.text(size));
    }
    for (long axis : size.asArray()) {
      if (axis < 1 || axis > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "size: expected at least 1 pixel along every axis but got " + Sizes.text(size));
      }
    }
  }

  /**
   * The grid over an image.
   *
   * @param height rows H', at least 1
   * @param width columns W', at least 1
   * @param coordinates what −1 and 1 mean
   * @return the grid
   */
  public static TargetGrid of(int height, int width, PixelCoordinates coordinates) {
    return new TargetGrid(Shape.of(height, width), coordinates);
  }

  /**
   * The number of axes.
   *
   * @return 2 over an image, 3 over a volume: the number of coordinates of a point
   */
  public int dimensions() {
    return size.numDimensions();
  }

  /**
   * The coordinates of all points.
   *
   * @return one point after the other, the last axis of the output fastest
   */
  public double[] values() {
    List<double[]> axes = axes();
    double[] values = new double[Math.toIntExact(Math.multiplyExact(size.size(), dimensions()))];
    for (int i = 0; i < values.length; i++) {
      int point = i / dimensions();
      int coordinate = i % dimensions();
      for (int faster = 0; faster < coordinate; faster++) {
        point /= axes.get(faster).length;
      }
      double[] axis = axes.get(coordinate);
      values[i] = axis[point % axis.length];
    }
    return values;
  }

  /**
   * The points as an operand.
   *
   * @param tf where to build
   * @param type the floating type
   * @param <T> the floating type
   * @return {@code [H', W', 2]} of {@code (x, y)} in [−1, 1], or {@code [D', H', W', 3]}; a
   *     constant up to a million elements
   */
  public <T extends TFloating> Operand<T> points(Ops tf, Class<T> type) {
    Shape shape = size.append(dimensions());
    if (shape.size() <= LARGEST_CONSTANT) {
      return Constants.of(tf, type, shape, values());
    }
    List<Operand<T>> planes = new ArrayList<>();
    List<double[]> axes = axes();
    for (int coordinate = 0; coordinate < dimensions(); coordinate++) {
      long[] along = new long[dimensions()];
      Arrays.fill(along, 1);
      along[dimensions() - 1 - coordinate] = axes.get(coordinate).length;
      Operand<T> line = Constants.of(tf, type, Shape.of(along), axes.get(coordinate));
      planes.add(tf.broadcastTo(line, tf.constant(size.asArray())));
    }
    return tf.stack(planes, Stack.axis((long) dimensions()));
  }

  /** The coordinates along x, y and, over a volume, z. */
  private List<double[]> axes() {
    List<double[]> axes = new ArrayList<>();
    for (int axis = dimensions() - 1; axis >= 0; axis--) {
      axes.add(coordinates.centers(Math.toIntExact(size.get(axis))));
    }
    return axes;
  }
}
