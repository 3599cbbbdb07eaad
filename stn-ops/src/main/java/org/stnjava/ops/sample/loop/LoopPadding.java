package org.stnjava.ops.sample.loop;

import java.util.Optional;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Padding;

/** The paddings that the loops know, with the same arithmetic as {@link Padding#place}. */
enum LoopPadding {
  /** No pixel of the image is read outside. */
  CONSTANT {
    @Override
    void place(float[] pixels, float[] slopes, int size, PixelCoordinates coordinates) {
      // A point outside keeps its coordinate and reads the constant.
    }
  },

  /** Points outside move to the nearest pixel, without a gradient; NaN moves to the first. */
  BORDER {
    @Override
    void place(float[] pixels, float[] slopes, int size, PixelCoordinates coordinates) {
      int last = size - 1;
      for (int i = 0; i < pixels.length; i++) {
        boolean inside = pixels[i] > 0 && pixels[i] < last;
        float outer = pixels[i] > 0 ? last : 0;
        pixels[i] = inside ? pixels[i] : outer;
        slopes[i] = inside ? slopes[i] : 0;
      }
    }
  },

  /** Points outside are reflected into the image. */
  REFLECTION {
    @Override
    void place(float[] pixels, float[] slopes, int size, PixelCoordinates coordinates) {
      boolean atEdges = coordinates == PixelCoordinates.HALF_PIXEL;
      float low = atEdges ? -0.5f : 0;
      float period = Math.max(2 * (atEdges ? size : size - 1), 1);
      for (int i = 0; i < pixels.length; i++) {
        float fromLow = pixels[i] - low;
        float phase = Math.abs(fromLow) % period;
        float back = period - phase;
        boolean mirrored = fromLow < 0 ^ phase > back;
        pixels[i] = Math.min(phase, back) + low;
        slopes[i] = mirrored ? -slopes[i] : slopes[i];
      }
      BORDER.place(pixels, slopes, size, coordinates);
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
    return padding.outside().map(constant -> CONSTANT);
  }

  /**
   * Moves points outside the image to coordinates that give the same sample.
   *
   * @param pixels coordinates along one axis, replaced by finite ones
   * @param slopes the derivatives of the coordinates, replaced, too
   * @param size pixels of the axis
   * @param coordinates where the image ends
   */
  abstract void place(float[] pixels, float[] slopes, int size, PixelCoordinates coordinates);
}
