package org.stnjava.ops.sample.loop;

import java.util.Optional;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Padding;

/** The paddings that the loops know, with the same arithmetic as {@link Padding#place}. */
enum LoopPadding {
  /** No pixel of the image is read outside. */
  CONSTANT {
    @Override
    void place(AxisTaps axis, float rate, int points) {
      // A point outside keeps its coordinate.
    }
  },

  /** Points outside move to the nearest pixel, without a gradient; NaN moves to the first. */
  BORDER {
    @Override
    void place(AxisTaps axis, float rate, int points) {
      int last = axis.size - 1;
      float low = 1 - axis.radius;
      float high = last + axis.radius - 1;
      for (int i = 0; i < points; i++) {
        float x = axis.points[i];
        boolean near = x > low && x < high;
        axis.points[i] = near ? x : x > 0 ? last : 0;
        axis.rate[i] = near ? rate : 0;
      }
    }
  },

  /** Points outside are reflected into the image. */
  REFLECTION {
    @Override
    void place(AxisTaps axis, float rate, int points) {
      boolean[] mirrored = new boolean[points];
      for (int i = 0; i < points; i++) {
        mirrored[i] = isMirrored(axis, axis.points[i]);
        axis.points[i] = reflected(axis, axis.points[i]);
      }
      BORDER.place(axis, rate, points);
      for (int i = 0; i < points; i++) {
        axis.rate[i] = mirrored[i] ? -axis.rate[i] : axis.rate[i];
      }
    }

    @Override
    int pixel(AxisTaps axis, int pixel) {
      // A kernel of radius 1 reads beyond the last pixel with weight 0 alone.
      return BORDER.pixel(axis, axis.radius <= 1 ? pixel : (int) reflected(axis, pixel));
    }
  };

  /** The loops' form of a padding; empty where they have none. */
  static Optional<LoopPadding> of(Padding padding) {
    if (padding.equals(Padding.border())) {
      return Optional.of(BORDER);
    }
    if (padding.equals(Padding.reflection())) {
      return Optional.of(REFLECTION);
    }
    return padding.getClass() == Padding.zeros().getClass()
        ? Optional.of(CONSTANT)
        : Optional.empty();
  }

  /**
   * Moves points outside the image to coordinates that give the same sample.
   *
   * @param axis has the points' pixel coordinates, which are replaced, and receives their rates
   * @param rate of a point that is not moved
   * @param points how many
   */
  abstract void place(AxisTaps axis, float rate, int points);

  /** The pixel of the image that is read in place of one outside, or that is nearest to it. */
  int pixel(AxisTaps axis, int pixel) {
    return Math.max(0, Math.min(pixel, axis.size - 1));
  }

  private static float low(AxisTaps axis) {
    return axis.coordinates == PixelCoordinates.HALF_PIXEL ? -0.5f : 0;
  }

  private static float period(AxisTaps axis) {
    boolean atEdges = axis.coordinates == PixelCoordinates.HALF_PIXEL;
    return Math.max(2 * (atEdges ? axis.size : axis.size - 1), 1);
  }

  private static float reflected(AxisTaps axis, float x) {
    float phase = Math.abs(x - low(axis)) % period(axis);
    return Math.min(phase, period(axis) - phase) + low(axis);
  }

  private static boolean isMirrored(AxisTaps axis, float x) {
    float fromLow = x - low(axis);
    float phase = Math.abs(fromLow) % period(axis);
    return fromLow < 0 ^ phase > period(axis) - phase;
  }
}
