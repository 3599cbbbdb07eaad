package org.stnjava.data.composite;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Range;
import org.stnjava.data.set.LabeledImages;

/**
 * A slope of grays with pieces of images on it.
 *
 * @param gray the brightness at each of two opposite corners
 * @param patches the pieces, at most as large as the images
 */
public record Background(Range gray, Patches patches) {

  /** Checks the settings. */
  public Background {
    if (gray.from() < 0 || gray.to() > 255) {
      throw new IllegalArgumentException(
          "gray: expected 0 to 255 but got " + gray.from() + " to " + gray.to());
    }
  }

  /**
   * Returns a dark slope with much on it.
   *
   * @return up to 100 of 255, six pieces of 6 x 6 pixels
   */
  public static Background clutter() {
    return new Background(new Range(0, 100), new Patches(6, 6));
  }

  /** Fills a canvas. */
  void draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    slope(gray.draw(random), gray.draw(random), random.nextInt(2) == 0, canvas);
    patches.paste(source, index, random, canvas);
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
