package org.stnjava.data.scene;

import java.util.Arrays;
import java.util.Objects;
import org.stnjava.data.set.ImageSpec;

/**
 * The part of a larger array that one image is written to.
 *
 * @param height rows
 * @param width columns
 * @param channels values of each pixel
 * @param pixels the array, unsigned bytes
 * @param offset the position of the image's first pixel
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the array, made and dropped with one image.
public record Canvas(int height, int width, int channels, byte[] pixels, int offset) {

  /**
   * Checks that the image lies within the array.
   *
   * @throws IndexOutOfBoundsException if it does not
   */
  public Canvas {
    Objects.checkFromIndexSize(
        offset, Math.multiplyExact(Math.multiplyExact(height, width), channels), pixels.length);
  }

  /**
   * A canvas for a gray image.
   *
   * @param height rows
   * @param width columns
   * @param pixels the array, unsigned bytes
   * @param offset the position of the image's first pixel
   */
  public Canvas(int height, int width, byte[] pixels, int offset) {
    this(height, width, 1, pixels, offset);
  }

  /**
   * Makes a canvas for a gray image with an array of its own.
   *
   * @param height rows
   * @param width columns
   * @return an empty canvas
   */
  public static Canvas of(int height, int width) {
    return new Canvas(height, width, new byte[Math.multiplyExact(height, width)], 0);
  }

  /**
   * Checks the size of a canvas.
   *
   * @param height rows
   * @param width columns
   * @throws IllegalArgumentException if there is no pixel
   */
  public static void requireSize(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "canvas: expected at least 1 x 1 pixel but got " + height + " x " + width);
    }
  }

  /**
   * Returns the canvas of one of several images in an array.
   *
   * @param layout of the images
   * @param pixels {@code [count, height, width, channels]}
   * @param index which image, from 0
   * @return its canvas
   */
  public static Canvas of(ImageSpec layout, byte[] pixels, int index) {
    return new Canvas(
        layout.height(), layout.width(), layout.channels(), pixels, index * layout.values());
  }

  /** Sets every value to the background, 0. */
  public void clear() {
    Arrays.fill(pixels, offset, offset + height * width * channels, (byte) 0);
  }
}
