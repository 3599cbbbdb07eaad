package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import org.stnjava.ops.coordinate.PixelCoordinates;

/**
 * The taps of some points along one axis of the image: the pixels that they read, the weights and
 * the weights' derivatives.
 */
final class AxisTaps {

  /** Coordinates that near to a pixel's center are taken to be the center, as in the graph. */
  private static final float ROUNDING = 4 * 0x1p-24f;

  /** The number of pixels of the axis. */
  final int size;

  /** How far the kernel reaches, in pixels. */
  final int radius;

  /** The distance from a pixel's center that is taken for rounding, in pixels. */
  final float tolerance;

  /** Whether no pixel of the image is read outside. */
  final boolean hidesOutside;

  final PixelCoordinates coordinates;

  /** Normalized coordinates, then pixel coordinates. */
  final float[] points;

  /** The derivative of each point's pixel coordinate with respect to its normalized one. */
  final float[] rate;

  /** What a coordinate is beyond its whole part. */
  final float[] fraction;

  /**
   * The weights of each tap; the first is that of the pixel {@code radius - 1} before the whole
   * part.
   */
  final float[][] weight;

  /** Their derivatives with respect to the pixel coordinate. */
  final float[][] slope;

  private final LoopKernel kernel;
  private final LoopPadding padding;
  private final boolean fromLeft;
  private final float half;
  private final float middle;

  /**
   * Taps along an axis.
   *
   * @param points the most points
   * @param size pixels
   */
  AxisTaps(
      LoopKernel kernel, LoopPadding padding, PixelCoordinates coordinates, int points, int size) {
    this.size = size;
    this.kernel = kernel;
    this.padding = padding;
    this.coordinates = coordinates;
    this.radius = kernel.radius;
    this.fromLeft = kernel == LoopKernel.NEAREST; // as in the graph, where rounding decides
    this.tolerance = size * ROUNDING;
    this.hidesOutside = padding == LoopPadding.CONSTANT;
    this.points = new float[points];
    this.rate = new float[points];
    this.fraction = new float[points];
    this.weight = new float[kernel.taps][points];
    this.slope = new float[kernel.taps][points];
    this.half = coordinates.halfExtent(size);
    this.middle = (size - 1) / 2f;
    kernel.fill(fraction, weight, slope);
    Arrays.fill(rate, half);
  }

  /**
   * Computes the coordinates of points of a regular grid that a matrix moves.
   *
   * @param matrix row-major
   * @param row of the matrix, for this axis
   * @param target the regular grid's coordinates, x first
   */
  void transform(float[] matrix, int row, float[][] target, int count) {
    int last = (row + 1) * (target.length + 1) - 1;
    float[] into = points;
    Arrays.fill(into, 0, count, matrix[last]);
    for (int column = target.length - 1; column > 1; column--) {
      float[] coordinate = target[column];
      float factor = matrix[last - target.length + column];
      for (int i = 0; i < count; i++) {
        into[i] = factor * coordinate[i] + into[i];
      }
    }
    float[] x = target[0];
    float[] y = target[1];
    float factorX = matrix[last - target.length];
    float factorY = matrix[last - target.length + 1];
    if (fromLeft) {
      for (int i = 0; i < count; i++) {
        into[i] = factorX * x[i] + (factorY * y[i] + into[i]);
      }
      toPixels(count);
    } else {
      for (int i = 0; i < count; i++) {
        into[i] = (factorX * x[i] + (factorY * y[i] + into[i])) * half + middle;
      }
    }
  }

  /** Converts normalized coordinates to pixels. */
  void toPixels(int count) {
    if (!fromLeft) {
      for (int i = 0; i < count; i++) {
        points[i] = points[i] * half + middle;
      }
    } else if (coordinates == PixelCoordinates.ALIGN_CORNERS) {
      for (int i = 0; i < count; i++) {
        points[i] = (points[i] + 1) * half;
      }
    } else {
      for (int i = 0; i < count; i++) {
        points[i] = (points[i] + 1) * half - 0.5f;
      }
    }
  }

  /**
   * Computes the pixels and weights of points.
   *
   * @param base receives the elements from pixel 0 to the whole part of each coordinate, added
   * @param stride elements from one pixel to the next
   */
  void locate(int[] base, int stride, int count) {
    padding.place(this, half, count);
    LoopsChoice.fastest().split(this, fromLeft, base, stride, count);
    kernel.weigh(fraction, weight, count);
  }

  /** Computes the derivatives of the weights. */
  void derive(int count) {
    kernel.derive(fraction, slope, count);
  }
}
