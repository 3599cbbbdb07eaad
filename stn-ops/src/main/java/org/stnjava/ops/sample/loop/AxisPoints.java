package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import org.stnjava.ops.coordinate.PixelCoordinates;

/** The coordinates of a row of points along one axis of the image. */
final class AxisPoints {

  /** Coordinates that near to a pixel's center are taken to be the center, as in the graph. */
  private static final float ROUNDING = 4 * 0x1p-24f;

  /** The number of pixels of the axis. */
  final int size;

  /** The distance from a pixel's center that is taken for rounding, in pixels. */
  final float tolerance;

  /** Normalized coordinates until {@link #toPixels}, pixel coordinates afterwards. */
  final float[] points;

  /**
   * The derivative of each point's pixel coordinate with respect to its normalized one. With a
   * constant outside it does not matter for points that read no pixel of the image: their gradient
   * is 0.
   */
  final float[] slope;

  private final LoopPadding padding;
  private final PixelCoordinates coordinates;
  private final float half;
  private final float middle;

  AxisPoints(int points, int size, LoopPadding padding, PixelCoordinates coordinates) {
    this.size = size;
    this.tolerance = size * ROUNDING;
    this.points = new float[points];
    this.slope = new float[points];
    this.padding = padding;
    this.coordinates = coordinates;
    this.half = coordinates.halfExtent(size);
    this.middle = (size - 1) / 2f;
    Arrays.fill(slope, half);
  }

  /** Converts normalized coordinates to pixels, and moves points outside as the padding does. */
  void toPixels() {
    for (int i = 0; i < points.length; i++) {
      points[i] = points[i] * half + middle;
    }
    if (padding != LoopPadding.CONSTANT) {
      Arrays.fill(slope, half);
      padding.place(points, slope, size, coordinates);
    }
  }
}
