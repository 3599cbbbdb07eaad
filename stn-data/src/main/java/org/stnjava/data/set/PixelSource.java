package org.stnjava.data.set;

/** Gives the pixels of images by their number. Thread-safe. */
@FunctionalInterface
interface PixelSource {

  /**
   * Returns an image.
   *
   * @throws IllegalArgumentException if it cannot be read; names its file
   */
  PixelView at(int index);
}
