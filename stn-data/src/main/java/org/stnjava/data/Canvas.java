package org.stnjava.data;

import java.util.Arrays;
import java.util.Objects;

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

  /** Makes every pixel background, 0. */
  public void clear() {
    Arrays.fill(pixels, offset, offset + height * width * channels, (byte) 0);
  }
}
