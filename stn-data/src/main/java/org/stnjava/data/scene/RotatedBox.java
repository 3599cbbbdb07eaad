package org.stnjava.data.scene;

/**
 * The box around an object, rotated with it.
 *
 * <p>Lengths are in pixels from the upper left edge of the image, {@code y} downwards.
 *
 * @param centerX the center, along the width
 * @param centerY the center, along the height
 * @param width the extent along the object's own x axis, above 0
 * @param height the extent along the object's own y axis, above 0
 * @param angle of the object, in radians, positive clockwise as seen on the screen
 */
public record RotatedBox(
    double centerX, double centerY, double width, double height, double angle) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a size is not above 0, or a value is not finite
   */
  public RotatedBox {
    if (!(width > 0 && height > 0)
        || !Double.isFinite(angle + width + height + centerX + centerY)) {
      throw new IllegalArgumentException(
          "box: expected finite values and sizes above 0 but got %s x %s at (%s, %s), angle %s"
              .formatted(height, width, centerX, centerY, angle));
    }
  }
}
