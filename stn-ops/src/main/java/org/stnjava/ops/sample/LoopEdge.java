package org.stnjava.ops.sample;

import org.stnjava.ops.coordinate.PixelCoordinates;

/** What loops in Java do with points outside the image: the same as {@link Outside#place}. */
enum LoopEdge {
  /** Nothing of the image is seen there. */
  CONSTANT {
    @Override
    void place(float[] pixels, float[] slopes, int size, PixelCoordinates coordinates) {
      // All points stay where they are.
    }
  },

  /** Points outside go to the nearest pixel, where they have no gradient; NaN goes to the first. */
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

  /** Points outside go to where they are seen in the mirror. */
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

  /**
   * Moves points outside the image to where the same is seen.
   *
   * @param pixels coordinates along one axis, replaced by finite ones
   * @param slopes what each moves by when its normalized coordinate grows by 1; replaced, too
   * @param size pixels of the axis
   * @param coordinates where the image ends
   */
  abstract void place(float[] pixels, float[] slopes, int size, PixelCoordinates coordinates);
}
