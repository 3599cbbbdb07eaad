package org.stnjava.train.data;

/**
 * The images of one training step.
 *
 * @param height rows of each image
 * @param width columns of each image
 * @param images unsigned bytes, {@code [labels.length, height, width, channels]}
 * @param labels the class of each image
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one step and handed over; nobody compares two.
public record Batch(int height, int width, byte[] images, int[] labels) {

  /**
   * Returns the number of images.
   *
   * @return the count, at least 1
   */
  public int size() {
    return labels.length;
  }

  /**
   * Returns the number of values of each pixel.
   *
   * @return 1 for gray, 3 for red, green and blue
   */
  public int channels() {
    return images.length / (labels.length * height * width);
  }
}
