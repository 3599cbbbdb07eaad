package org.stnjava.data;

/** Arrays for images. */
final class Pixels {

  private Pixels() {}

  /**
   * Returns an array for many images.
   *
   * @throws IllegalArgumentException if they would not fit into one array
   */
  static byte[] allocate(int count, int height, int width, int channels) {
    long size = (long) count * height * width * channels;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "images: expected less than 2 GiB in one array but %d of %d x %d with %d channels need %d bytes"
              .formatted(count, height, width, channels, size));
    }
    return new byte[(int) size];
  }
}
