package org.stnjava.data.set;

/**
 * A part of a picture, in pixels from its upper left corner; may leave it.
 *
 * @param left where it begins along the width
 * @param top where it begins along the height
 * @param right where it ends along the width, above {@code left}
 * @param bottom where it ends along the height, above {@code top}
 */
record Region(double left, double top, double right, double bottom) {

  Region {
    if (!(left < right && top < bottom) || !Double.isFinite(right - left + bottom - top)) {
      throw new IllegalArgumentException(
          "region: expected finite numbers in order but got %s to %s and %s to %s"
              .formatted(left, right, top, bottom));
    }
  }

  /** The smallest region around both. */
  Region with(Region other) {
    return new Region(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** The same middle, and sides that are longer by a share. */
  Region grown(double share) {
    double x = share * (right - left) / 2;
    double y = share * (bottom - top) / 2;
    return new Region(left - x, top - y, right + x, bottom + y);
  }
}
