package org.stnjava.data.set;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Images of one size and one number of channels, each with its class or classes.
 *
 * <p>They are in memory, or in files that are decoded when an image is wanted; see {@link
 * ImageFolder}. Arrays are not copied and must not be changed afterwards. Immutable and
 * thread-safe.
 */
public final class LabeledImages {

  private final ImageSpec layout;
  private final int[] labels;
  private final PixelSource source;

  /**
   * Makes images of several classes each.
   *
   * @param height rows of each image, at least 1
   * @param width columns of each image, at least 1
   * @param channels values of each pixel: 1 for gray, 3 for red, green and blue
   * @param pixels unsigned bytes, {@code [count, height, width, channels]} row by row; 0 is the
   *     background, 255 full ink
   * @param labels the classes of each image, {@code [count, labelsPerImage]} row by row, from 0
   * @param labelsPerImage labels of each image, at least 1
   * @throws IllegalArgumentException if a size is below 1, a label below 0, or the number of pixels
   *     is not {@code count * height * width * channels}, or the labels do not make whole images
   */
  public LabeledImages(
      int height, int width, int channels, byte[] pixels, int[] labels, int labelsPerImage) {
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
    this.labels = labels;
    layout = new ImageSpec(height, width, channels, labelsPerImage, classes(labels));
    source = new HeldPixels(pixels, layout.values());
  }

  /** Images of any source; {@code layout} has as many classes as the labels. */
  LabeledImages(ImageSpec layout, PixelSource source, int... labels) {
    this.layout = layout;
    this.source = source;
    this.labels = labels;
  }

  /** One more than the highest label, all of which are checked. */
  static int classes(int... labels) {
    int highest = -1;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw new IllegalArgumentException(
            "labels: expected 0 or more but got " + labels[i] + " at " + i);
      }
      highest = Math.max(highest, labels[i]);
    }
    return highest + 1;
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

  /** {@return rows of each image, at least 1} */
  public int height() {
    return layout.height();
  }

  /** {@return columns of each image, at least 1} */
  public int width() {
    return layout.width();
  }

  /** {@return values of each pixel, at least 1} */
  public int channels() {
    return layout.channels();
  }

  /** {@return the classes of each image, {@code [count, labelsPerImage]}; not a copy} */
  public int[] labels() {
    return labels;
  }

  /** {@return labels of each image, at least 1} */
  public int labelsPerImage() {
    return layout.labels();
  }

  /** {@return the number of images, from 0} */
  public int size() {
    return labels.length / layout.labels();
  }

  /** {@return one more than the highest label; 0 where there are no images} */
  public int classes() {
    return layout.classes();
  }

  /** {@return the layout of the images, with the number of classes} */
  public ImageSpec spec() {
    return layout;
  }

  /**
   * Returns all images in one array: that in which they are, or else a new one.
   *
   * @return unsigned bytes, {@code [count, height, width, channels]}
   * @throws IllegalArgumentException if they do not fit into one array, or a file cannot be decoded
   */
  public byte[] pixels() {
    if (source instanceof HeldPixels held) {
      return held.pixels();
    }
    byte[] all = layout.allocate(size());
    for (int i = 0; i < size(); i++) {
      at(i).copyTo(all, offset(i));
    }
    return all;
  }

  /**
   * Returns where an image begins in {@link #pixels()}.
   *
   * @param index from 0 to {@code size() - 1}
   * @return the position of its first pixel
   */
  public int offset(int index) {
    return Math.multiplyExact(index, layout.values());
  }

  /**
   * Returns one image where it is: the way to read images one by one.
   *
   * @param index from 0 to {@code size() - 1}
   * @return a view of its pixels
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws IllegalArgumentException if its file cannot be decoded; names it
   */
  public PixelView at(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "index: expected 0 to " + (size() - 1) + " but got " + index);
    }
    return source.at(index);
  }

  /**
   * Returns a copy of one image.
   *
   * @param index from 0 to {@code size() - 1}
   * @return unsigned bytes, {@code [height, width, channels]}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public byte[] image(int index) {
    byte[] copy = new byte[layout.values()];
    at(index).copyTo(copy, 0);
    return copy;
  }

  /**
   * Returns some of the images: copies of those in memory; files stay files.
   *
   * @param rows indices from 0 to {@code size() - 1}; may repeat
   * @return images in their order
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public LabeledImages take(int... rows) {
    int each = layout.labels();
    int[] classes = new int[rows.length * each];
    for (int i = 0; i < rows.length; i++) {
      Objects.checkIndex(rows[i], size());
      System.arraycopy(labels, rows[i] * each, classes, i * each, each);
    }
    ImageSpec spec = layout.withClasses(classes(classes));
    if (source instanceof HeldPixels) {
      byte[] pixels = layout.allocate(rows.length);
      for (int i = 0; i < rows.length; i++) {
        at(rows[i]).copyTo(pixels, offset(i));
      }
      return new LabeledImages(spec, new HeldPixels(pixels, layout.values()), classes);
    }
    int[] chosen = rows.clone();
    return new LabeledImages(spec, i -> source.at(chosen[i]), classes);
  }

  /**
   * Returns consecutive images, as {@link #take} does.
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
    return take(IntStream.range(from, to).toArray());
  }

  /** Whether the images are the same: by their pixels in memory, else by their source. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LabeledImages that
        && layout.equals(that.layout)
        && Arrays.equals(labels, that.labels)
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return 31 * layout.hashCode() + Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return "LabeledImages[" + size() + " of " + shape() + "]";
  }

  /** Returns the size of each image in words. */
  String shape() {
    return size(height(), width(), channels());
  }

  private static String size(int height, int width, int channels) {
    return height + " x " + width + (channels == 1 ? "" : " x " + channels);
  }
}
