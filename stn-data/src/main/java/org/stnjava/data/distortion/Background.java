package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.Canvas;
import org.stnjava.data.LabeledImages;

/**
 * A slope of grays with pieces of images on it.
 *
 * @param gray the brightness at each of two opposite corners
 * @param patches how many pieces, from 0
 * @param patchSize rows and columns of a piece, at most the images'
 */
public record Background(Range gray, int patches, int patchSize) {

  /** Checks the settings. */
  public Background {
    if (gray.from() < 0 || gray.to() > 255) {
      throw new IllegalArgumentException(
          "gray: expected 0 to 255 but got " + gray.from() + " to " + gray.to());
    }
    Checks.patches(patches, patchSize);
  }

  /**
   * Returns a dark slope with much on it.
   *
   * @return up to 100 of 255, six pieces of 6 x 6 pixels
   */
  public static Background clutter() {
    return new Background(new Range(0, 100), 6, 6);
  }

  /** Fills a canvas. */
  void draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    slope(gray.draw(random), gray.draw(random), random.nextInt(2) == 0, canvas);
    for (int i = 0; i < patches; i++) {
      Patches.paste(source, index, patchSize, random, canvas);
    }
  }

  /** From one gray at the upper left, or upper right, to another at the corner across. */
  private static void slope(double from, double to, boolean mirrored, Canvas canvas) {
    int at = canvas.offset();
    for (int row = 0; row < canvas.height(); row++) {
      for (int column = 0; column < canvas.width(); column++) {
        double x = (column + 0.5) / canvas.width();
        double share = ((row + 0.5) / canvas.height() + (mirrored ? 1 - x : x)) / 2;
        byte value = (byte) Math.round(from + (to - from) * share);
        for (int channel = 0; channel < canvas.channels(); channel++) {
          canvas.pixels()[at++] = value;
        }
      }
    }
  }
}
