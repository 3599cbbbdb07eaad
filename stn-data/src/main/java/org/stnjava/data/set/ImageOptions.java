package org.stnjava.data.set;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the files of an image folder become images of one size.
 *
 * @param imageSize {@code HxW} in pixels, or {@value #NATIVE} for the size that all files have
 * @param fit how files of another size are resized
 * @param color how many channels the images have
 * @param skipBadFiles whether files that cannot be read are left out
 * @param cache how many megabytes of decoded pictures are kept in memory; {@value #QUARTER} for a
 *     quarter of the heap
 */
public record ImageOptions(
    String imageSize, Fit fit, Color color, boolean skipBadFiles, int cache) {

  /** A quarter of the heap is kept for decoded pictures. */
  public static final int QUARTER = 0;

  /** The size that all files have. */
  public static final String NATIVE = "native";

  private static final long MEGABYTE = 1 << 20;

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3})x([1-9]\\d{0,3})");

  /** How files of another size are resized. */
  public enum Fit {
    /** Stretched or squeezed. */
    RESIZE,
    /** Scaled until the image is covered, and cut around the middle. */
    CROP
  }

  /** How many channels images have. */
  public enum Color {
    /** As the first file has. */
    AUTO,
    /** One. */
    GRAY,
    /** Red, green and blue. */
    RGB
  }

  /** Checks the size and the cache. */
  public ImageOptions {
    if (!imageSize.equals(NATIVE) && !SIZE.matcher(imageSize).matches()) {
      throw new IllegalArgumentException(
          "imageSize: expected '%s' or HEIGHTxWIDTH, such as 32x48, but got '%s'"
              .formatted(NATIVE, imageSize));
    }
    if (cache < 0) {
      throw new IllegalArgumentException("cache: expected 0 megabytes or more but got " + cache);
    }
  }

  /**
   * Options with a cache of a quarter of the heap.
   *
   * @param imageSize {@code HxW} in pixels, or {@value #NATIVE}
   * @param fit how files of another size are resized
   * @param color how many channels the images have
   * @param skipBadFiles whether files that cannot be read are left out
   */
  public ImageOptions(String imageSize, Fit fit, Color color, boolean skipBadFiles) {
    this(imageSize, fit, color, skipBadFiles, QUARTER);
  }

  /** {@return files of one size, with the first one's channels; a bad file is an error} */
  public static ImageOptions standard() {
    return new ImageOptions(NATIVE, Fit.RESIZE, Color.AUTO, false);
  }

  /**
   * The same for images of a size.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @return a copy
   */
  public ImageOptions withSize(int height, int width) {
    return new ImageOptions(height + "x" + width, fit, color, skipBadFiles, cache);
  }

  /** Height and width, or those given where the size is the files' own. */
  int[] size(int nativeHeight, int nativeWidth) {
    Matcher size = SIZE.matcher(imageSize);
    return size.matches()
        ? new int[] {Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))}
        : new int[] {nativeHeight, nativeWidth};
  }

  /** How many bytes of decoded pictures are kept. */
  long cacheBytes() {
    return cache == QUARTER ? Runtime.getRuntime().maxMemory() / 4 : cache * MEGABYTE;
  }

  /** Whether files of other sizes are brought to one. */
  boolean scales() {
    return !imageSize.equals(NATIVE);
  }
}
