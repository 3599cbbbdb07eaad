package org.stnjava.data.scene;

import org.stnjava.data.set.LabeledImages;

/**
 * Where a distortion put an image on its canvas.
 *
 * <p>Lengths are in pixels from the canvas's upper left edge, {@code y} downwards: the pixel in
 * column {@code j} covers {@code j} to {@code j + 1}, and the middle of a canvas is {@code (width /
 * 2, height / 2)}. A source point at {@code (dx, dy)} from the source's middle lands at {@code
 * center + scale * (cos a dx - sin a dy, sin a dx + cos a dy)}; what a projective or elastic
 * distortion adds to that is not recorded.
 *
 * @param angle the rotation of the image, in radians, positive clockwise as seen on the screen
 * @param scale the size of the placed image relative to the source's, above 0
 * @param centerX where the middle of the source landed, along the width
 * @param centerY where the middle of the source landed, along the height
 */
public record Placement(double angle, double scale, double centerX, double centerY) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the scale is not above 0, or a value is not finite
   */
  public Placement {
    if (!(scale > 0) || !Double.isFinite(angle + scale + centerX + centerY)) {
      throw new IllegalArgumentException(
          "placement: expected finite numbers and a scale above 0 but got angle %s, scale %s, center (%s, %s)"
              .formatted(angle, scale, centerX, centerY));
    }
  }

  /**
   * Returns the box of the placed image.
   *
   * @param source the images of which one was placed
   * @return the box around all of it, its margin included
   */
  public RotatedBox box(LabeledImages source) {
    return new RotatedBox(centerX, centerY, scale * source.width(), scale * source.height(), angle);
  }

  /**
   * Returns an upright placement in the original size.
   *
   * @param centerX where the middle of the source landed, along the width
   * @param centerY where the middle of the source landed, along the height
   * @return angle 0, scale 1
   */
  public static Placement upright(double centerX, double centerY) {
    return new Placement(0, 1, centerX, centerY);
  }
}
