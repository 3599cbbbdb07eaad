package org.stnjava.data.scene;

import java.util.random.RandomGenerator;
import org.stnjava.data.set.LabeledImages;

/**
 * A random way of making an image to learn from out of images of single objects.
 *
 * <p>A {@link Distortion} is the case of one object that keeps its labels. An implementation holds
 * its settings and nothing else, so that many threads may use it at once: all of its randomness
 * comes from the generator that it is handed, and what it writes depends on nothing but its
 * arguments.
 */
public interface Scene {

  /**
   * Returns the name that logs and the command line use.
   *
   * @return lower case, without blanks
   */
  String name();

  /**
   * Returns the height of the canvas.
   *
   * @param sourceHeight rows of the source's images
   * @return rows of what {@link #draw} writes
   */
  default int height(int sourceHeight) {
    return sourceHeight;
  }

  /**
   * Returns the width of the canvas.
   *
   * @param sourceWidth columns of the source's images
   * @return columns of what {@link #draw} writes
   */
  default int width(int sourceWidth) {
    return sourceWidth;
  }

  /**
   * Returns the channels of the canvas.
   *
   * @param sourceChannels channels of the source's images
   * @return channels of what {@link #draw} writes
   */
  default int channels(int sourceChannels) {
    return sourceChannels;
  }

  /**
   * Returns how many labels each image has.
   *
   * @param sourceLabels labels of each of the source's images
   * @return labels of each image that {@link #draw} makes
   */
  default int labels(int sourceLabels) {
    return sourceLabels;
  }

  /**
   * Returns how many labels there can be.
   *
   * @param sourceClasses classes of the source's images
   * @return one more than the highest label
   */
  default int classes(int sourceClasses) {
    return sourceClasses;
  }

  /**
   * Writes one image, every pixel of it.
   *
   * @param source the images of single objects
   * @param index the one that must be in it; others may be, too
   * @param random where the randomness comes from
   * @param canvas where to write, of this scene's height, width and channels
   * @return its labels, and where its objects went
   * @throws IllegalArgumentException if the images cannot stand on the canvas
   */
  Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas);
}
