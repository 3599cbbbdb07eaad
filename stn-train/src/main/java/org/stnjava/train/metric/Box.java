package org.stnjava.train.metric;

import java.util.Optional;

/**
 * An upright rectangle on an image, in pixels from the image's upper left edge.
 *
 * <p>The pixel in column {@code j} covers {@code j} to {@code j + 1}. A box may leave the image,
 * and may be empty.
 *
 * @param left where it begins along the width
 * @param top where it begins along the height
 * @param right where it ends along the width, at least {@code left}
 * @param bottom where it ends along the height, at least {@code top}
 */
public record Box(double left, double top, double right, double bottom) {

  /** Checks that the coordinates are finite and in order. */
  public Box {
    if (!(left <= right && top <= bottom && Double.isFinite(right - left + bottom - top))) {
      throw new IllegalArgumentException(
          "box: expected finite numbers with left <= right and top <= bottom but got left %s, top %s, right %s, bottom %s"
              .formatted(left, top, right, bottom));
    }
  }

  /**
   * Returns the smallest box around an outline.
   *
   * @param outline points {@code (x, y)} in {@code HALF_PIXEL} coordinates: −1 and 1 are the
   *     image's outer edges; at least one
   * @param height rows of the image
   * @param width columns of the image
   * @return the box, or nothing if a point is not finite
   */
  public static Optional<Box> around(float[] outline, int height, int width) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < outline.length; i += 2) {
      double x = (outline[i] + 1.0) / 2 * width;
      double y = (outline[i + 1] + 1.0) / 2 * height;
      if (!Double.isFinite(x + y)) {
        return Optional.empty();
      }
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    return Optional.of(new Box(left, top, right, bottom));
  }

  /** {@return the area in square pixels, at least 0} */
  public double area() {
    return (right - left) * (bottom - top);
  }

  /**
   * Returns the intersection over union with another box.
   *
   * @param other the other box
   * @return in [0, 1]; 0 if both are empty
   */
  public double iou(Box other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    double both = Math.max(0, width) * Math.max(0, height);
    double union = area() + other.area() - both;
    return union > 0 ? both / union : 0;
  }
}
