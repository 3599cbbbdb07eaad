package org.stnjava.data.set;

/**
 * The layout of labeled images.
 *
 * @param height rows of each image, at least 1
 * @param width columns of each image, at least 1
 * @param channels values of each pixel, at least 1; the depth where an image is a volume
 * @param labels labels of each image, at least 1
 * @param classes one more than the highest label there may be, from 0
 */
public record ImageSpec(int height, int width, int channels, int labels, int classes) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ImageSpec {
    if (height < 1 || width < 1 || channels < 1 || labels < 1 || classes < 0) {
      throw new IllegalArgumentException(
          "images: expected at least 1 x 1 x 1 value, 1 label and 0 classes but got %d x %d x %d, %d and %d"
              .formatted(height, width, channels, labels, classes));
    }
  }

  /**
   * Returns the same layout in another size.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @return a copy
   */
  public ImageSpec withSize(int height, int width) {
    return new ImageSpec(height, width, channels, labels, classes);
  }

  /**
   * Returns the same layout with other channels.
   *
   * @param channels values of each pixel, at least 1
   * @return a copy
   */
  public ImageSpec withChannels(int channels) {
    return new ImageSpec(height, width, channels, labels, classes);
  }

  /**
   * Returns the same layout with another number of labels.
   *
   * @param labels labels of each image, at least 1
   * @return a copy
   */
  public ImageSpec withLabels(int labels) {
    return new ImageSpec(height, width, channels, labels, classes);
  }

  /**
   * Returns the same layout with other classes.
   *
   * @param classes one more than the highest label, from 0
   * @return a copy
   */
  public ImageSpec withClasses(int classes) {
    return new ImageSpec(height, width, channels, labels, classes);
  }

  /**
   * Counts the values of an image.
   *
   * @return height times width times channels
   * @throws ArithmeticException if they are more than 2³¹ − 1
   */
  public int values() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  /**
   * Allocates an array for several images.
   *
   * @param count how many, from 0
   * @return zeros, {@code [count, height, width, channels]}
   * @throws IllegalArgumentException if they would not fit into one array
   */
  public byte[] allocate(int count) {
    long size = (long) count * height * width * channels;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "images: expected less than 2 GiB in one array but %d of %d x %d with %d channels need %d bytes"
              .formatted(count, height, width, channels, size));
    }
    return new byte[(int) size];
  }
}
