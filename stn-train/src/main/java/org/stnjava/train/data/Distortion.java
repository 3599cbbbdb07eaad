package org.stnjava.train.data;

import java.util.random.RandomGenerator;

/**
 * A random way of putting an image on a canvas.
 *
 * <p>An implementation holds its settings and nothing else, so that many threads may use it at
 * once: all of its randomness comes from the generator that it is handed, and what it writes
 * depends on nothing but its arguments.
 */
public interface Distortion {

  /**
   * Returns the name that logs and the command line use.
   *
   * @return lower case, without blanks
   */
  String name();

  /**
   * Returns the height of the canvas.
   *
   * @param sourceHeight rows of the images to be distorted
   * @return rows of what {@link #distort} writes
   */
  default int height(int sourceHeight) {
    return sourceHeight;
  }

  /**
   * Returns the width of the canvas.
   *
   * @param sourceWidth columns of the images to be distorted
   * @return columns of what {@link #distort} writes
   */
  default int width(int sourceWidth) {
    return sourceWidth;
  }

  /**
   * Writes one distorted image, every pixel of it.
   *
   * @param source the images; others than the one at {@code index} may serve as clutter
   * @param index which of them to distort
   * @param random where the randomness comes from
   * @param canvas where to write, of this distortion's {@code height} and {@code width}
   * @return where the image went
   * @throws IllegalArgumentException if the image cannot stand on the canvas
   */
  Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas);
}
