package org.stnjava.data.scene;

/**
 * Where a distortion put an image on its canvas.
 *
 * <p>Lengths are in pixels from the canvas's upper left edge, {@code y} downwards: the pixel in
 * column {@code j} covers {@code j} to {@code j + 1}, and the middle of a canvas is {@code (width /
 * 2, height / 2)}. A source point at {@code (dx, dy)} from the source's middle lands at {@code
 * center + scale * (cos a dx - sin a dy, sin a dx + cos a dy)}; what a projective or elastic
 * distortion adds to that is not recorded.
 *
 * @param angle by how much the image was turned, in radians, positive clockwise as seen on the
 *     screen
 * @param scale the size of the placed image relative to the source's, above 0
 * @param centerX where the middle of the source landed, along the width
 * @param centerY where the middle of the source landed, along the height
 */
public record Placement(double angle, double scale, double centerX, double centerY) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the scale is not above 0, or a number is not finite
   */
  public Placement {
    if (!(scale > 0) || !Double.isFinite(angle + scale + centerX + centerY)) {
      throw new IllegalArgumentException(
          "placement: expected finite numbers and a scale above 0 but got angle %s, scale %s, center (%s, %s)"
              .formatted(angle, scale, centerX, centerY));
    }
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
