package org.stnjava.ops.sample;

import java.util.Arrays;
import org.stnjava.ops.coordinate.PixelCoordinates;

/** Where a row of points lies along one axis of the image, for loops in Java. */
final class LoopAxis {

  /** As in {@link Axis}: coordinates that near to a pixel's center are taken to be the center. */
  private static final float ROUNDING = 4 * 0x1p-24f;

  /** How many pixels the axis has. */
  final int size;

  /** How near is near enough to a pixel's center, in pixels. */
  final float tolerance;

  /** Normalized coordinates until {@link #toPixels}, pixel coordinates afterwards. */
  final float[] points;

  /**
   * How many pixels each point moves by when its normalized coordinate grows by 1. With a constant
   * outside this is the same for points that see nothing of the image: they see no change.
   */
  final float[] slope;

  private final LoopEdge edge;
  private final PixelCoordinates coordinates;
  private final float half;
  private final float middle;

  LoopAxis(int points, int size, LoopEdge edge, PixelCoordinates coordinates) {
    this.size = size;
    this.tolerance = size * ROUNDING;
    this.points = new float[points];
    this.slope = new float[points];
    this.edge = edge;
    this.coordinates = coordinates;
    this.half = coordinates.halfExtent(size);
    this.middle = (size - 1) / 2f;
    Arrays.fill(slope, half);
  }

  /** Turns normalized coordinates into pixels, those outside into where the same is seen. */
  void toPixels() {
    for (int i = 0; i < points.length; i++) {
      points[i] = points[i] * half + middle;
    }
    if (edge != LoopEdge.CONSTANT) {
      Arrays.fill(slope, half);
      edge.place(points, slope, size, coordinates);
    }
  }
}
