package org.stnjava.data;

/** Allocates arrays for images. */
public final class Pixels {

  private Pixels() {}

  /**
   * Returns an array for many images.
   *
   * @param count images
   * @param height rows of each
   * @param width columns of each
   * @param channels values of each pixel
   * @return zeros, {@code [count, height, width, channels]}
   * @throws IllegalArgumentException if they would not fit into one array
   */
  public static byte[] allocate(int count, int height, int width, int channels) {
    long size = (long) count * height * width * channels;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "images: expected less than 2 GiB in one array but %d of %d x %d with %d channels need %d bytes"
              .formatted(count, height, width, channels, size));
    }
    return new byte[(int) size];
  }
}
