package org.stnjava.data.set;

import java.util.Arrays;

/**
 * Images in one array.
 *
 * @param pixels unsigned bytes, image by image
 * @param each the number of values of an image
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content; millions of pixels are not copied.
record HeldPixels(byte[] pixels, int each) implements PixelSource {

  @Override
  public PixelView at(int index) {
    return new PixelView(pixels, index * each, each);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeldPixels that
        && each == that.each
        && Arrays.equals(pixels, that.pixels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pixels);
  }
}
