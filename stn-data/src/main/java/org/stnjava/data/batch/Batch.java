package org.stnjava.data.batch;

/**
 * The images of one training step.
 *
 * @param height rows of each image
 * @param width columns of each image
 * @param images unsigned bytes, {@code [count, height, width, channels]}
 * @param labels the classes of each image, {@code [count, labelsPerImage]} row by row
 * @param labelsPerImage labels of each image, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one step; never compared.
public record Batch(int height, int width, byte[] images, int[] labels, int labelsPerImage) {

  /**
   * Makes a batch of images of one class each.
   *
   * @param height rows of each image
   * @param width columns of each image
   * @param images unsigned bytes, {@code [labels.length, height, width, channels]}
   * @param labels the class of each image
   */
  public Batch(int height, int width, byte[] images, int[] labels) {
    this(height, width, images, labels, 1);
  }

  /**
   * Returns the number of images.
   *
   * @return the count, at least 1
   */
  public int size() {
    return labels.length / labelsPerImage;
  }

  /**
   * Returns the number of values of each pixel.
   *
   * @return 1 for gray, 3 for red, green and blue
   */
  public int channels() {
    return images.length / (size() * height * width);
  }
}
