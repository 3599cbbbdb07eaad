package org.stnjava.data.set;

/**
 * One image within an array, which is not copied and must not be changed.
 *
 * @param pixels the array, unsigned bytes
 * @param offset the position of the image's first pixel
 * @param length the number of its values
 */
@SuppressWarnings("ArrayRecordComponent") // A view, made and dropped with one image.
public record PixelView(byte[] pixels, int offset, int length) {

  /**
   * Copies the image.
   *
   * @param target where to
   * @param to the position of the first pixel there
   */
  public void copyTo(byte[] target, int to) {
    System.arraycopy(pixels, offset, target, to, length);
  }
}
