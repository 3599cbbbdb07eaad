package org.stnjava.data.distortion;

import org.stnjava.data.LabeledImages;

/** What several distortions demand of their settings. */
final class Checks {

  private Checks() {}

  static void scale(Range scale) {
    if (!(scale.from() > 0)) {
      throw new IllegalArgumentException("scale: expected above 0 but got " + scale.from());
    }
  }

  static void canvas(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "canvas: expected at least 1 x 1 pixel but got " + height + " x " + width);
    }
  }

  static void patches(int patches, int patchSize) {
    if (patches < 0 || patchSize < 1) {
      throw new IllegalArgumentException(
          "patches: expected 0 or more of at least 1 pixel but got "
              + patches
              + " of "
              + patchSize);
    }
  }

  static void deviation(double pixels) {
    if (!(pixels >= 0) || Double.isInfinite(pixels)) {
      throw new IllegalArgumentException("deviation: expected 0 pixels or more but got " + pixels);
    }
  }

  static void fits(LabeledImages source, int height, int width) {
    if (source.height() > height || source.width() > width) {
      throw new IllegalArgumentException(
          "canvas: expected at least the images' %d x %d but got %d x %d"
              .formatted(source.height(), source.width(), height, width));
    }
  }
}
