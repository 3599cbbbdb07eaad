package org.stnjava.data.set;

import java.util.Arrays;

/**
 * Images of one size and one number of channels, each with its class or classes.
 *
 * <p>The arrays are not copied and must not be changed afterwards.
 *
 * @param height rows of each image, at least 1
 * @param width columns of each image, at least 1
 * @param channels values of each pixel: 1 for gray, 3 for red, green and blue
 * @param pixels unsigned bytes, {@code [count, height, width, channels]} row by row; 0 is the
 *     background, 255 full ink
 * @param labels the classes of each image, {@code [count, labelsPerImage]} row by row, from 0
 * @param labelsPerImage labels of each image, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content; millions of pixels are not copied.
public record LabeledImages(
    int height, int width, int channels, byte[] pixels, int[] labels, int labelsPerImage) {

  /**
   * Checks that the sizes agree.
   *
   * @throws IllegalArgumentException if a size is below 1, a label below 0, or the number of pixels
   *     is not {@code count * height * width * channels}, or the labels do not make whole images
   */
  public LabeledImages {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "images: expected at least 1 x 1 pixel but got " + height + " x " + width);
    }
    if (channels < 1) {
      throw new IllegalArgumentException("channels: expected at least 1 but got " + channels);
    }
    if (labelsPerImage < 1 || labels.length % labelsPerImage != 0) {
      throw new IllegalArgumentException(
          "labelsPerImage: expected at least 1 and a divisor of %d labels but got %d"
              .formatted(labels.length, labelsPerImage));
    }
    int count = labels.length / labelsPerImage;
    long expected = (long) count * height * width * channels;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          "pixels: expected %d images of %s, that is %d bytes, but got %d"
              .formatted(count, size(height, width, channels), expected, pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw new IllegalArgumentException(
            "labels: expected 0 or more but got " + labels[i] + " at " + i);
      }
    }
  }

  /**
   * Makes images of one class each.
   *
   * @param height rows of each image, at least 1
   * @param width columns of each image, at least 1
   * @param channels values of each pixel, at least 1
   * @param pixels unsigned bytes, {@code [count, height, width, channels]}
   * @param labels the class of each image, {@code [count]}, from 0
   */
  public LabeledImages(int height, int width, int channels, byte[] pixels, int[] labels) {
    this(height, width, channels, pixels, labels, 1);
  }

  /**
   * Makes gray images.
   *
   * @param height rows of each image, at least 1
   * @param width columns of each image, at least 1
   * @param pixels unsigned bytes, {@code [count, height, width]}
   * @param labels the class of each image, {@code [count]}, from 0
   */
  public LabeledImages(int height, int width, byte[] pixels, int[] labels) {
    this(height, width, 1, pixels, labels);
  }

  /**
   * Returns the number of images.
   *
   * @return the count, from 0
   */
  public int size() {
    return labels.length / labelsPerImage;
  }

  /**
   * Returns the number of classes, which is one more than the highest label.
   *
   * @return the count; 0 where there are no images
   */
  public int classes() {
    return Arrays.stream(labels).max().orElse(-1) + 1;
  }

  /**
   * Returns the layout of the images.
   *
   * @return their sizes, with the number of classes
   */
  public ImageSpec spec() {
    return new ImageSpec(height, width, channels, labelsPerImage, classes());
  }

  /**
   * Returns where an image begins in {@link #pixels()}.
   *
   * @param index from 0 to {@code size() - 1}
   * @return the position of its first pixel
   */
  public int offset(int index) {
    return index * height * width * channels;
  }

  /**
   * Returns a copy of one image.
   *
   * @param index from 0 to {@code size() - 1}
   * @return unsigned bytes, {@code [height, width, channels]}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public byte[] image(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "index: expected 0 to " + (size() - 1) + " but got " + index);
    }
    return Arrays.copyOfRange(pixels, offset(index), offset(index + 1));
  }

  /**
   * Returns a copy of consecutive images.
   *
   * @param from the first index, from 0
   * @param to the index after the last, at most {@code size()}
   * @return images {@code from} to {@code to - 1}
   * @throws IndexOutOfBoundsException if the range leaves the images
   */
  public LabeledImages slice(int from, int to) {
    if (from < 0 || to < from || to > size()) {
      throw new IndexOutOfBoundsException(
          "slice: expected a range within 0 to " + size() + " but got " + from + " to " + to);
    }
    return new LabeledImages(
        height,
        width,
        channels,
        Arrays.copyOfRange(pixels, offset(from), offset(to)),
        Arrays.copyOfRange(labels, from * labelsPerImage, to * labelsPerImage),
        labelsPerImage);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabeledImages that
        && height == that.height
        && width == that.width
        && channels == that.channels
        && labelsPerImage == that.labelsPerImage
        && Arrays.equals(labels, that.labels)
        && Arrays.equals(pixels, that.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + 31 * Arrays.hashCode(labels) + Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return "LabeledImages[" + size() + " of " + shape() + "]";
  }

  /** Returns the size of each image in words. */
  String shape() {
    return size(height, width, channels);
  }

  private static String size(int height, int width, int channels) {
    return height + " x " + width + (channels == 1 ? "" : " x " + channels);
  }
}
