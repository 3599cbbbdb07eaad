package org.stnjava.data.scene;

import java.util.random.RandomGenerator;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * A random composition of a training image from images of single objects.
 *
 * <p>A {@link Distortion} is a scene of one object that keeps its labels. An implementation is
 * immutable and thread-safe: all randomness comes from the generator argument, and the output
 * depends on the arguments alone.
 */
public interface Scene {

  /**
   * Returns the name that logs and the command line use.
   *
   * @return lower case, without blanks
   */
  String name();

  /**
   * Returns the layout of the images that {@link #draw} makes.
   *
   * @param source the layout of the images of single objects
   * @return that of the source by default
   * @throws IllegalArgumentException if the scene cannot be made of such images
   */
  default ImageSpec layout(ImageSpec source) {
    return source;
  }

  /**
   * Tells whether images stay as they are: then a set of them need not be drawn.
   *
   * @return false unless overridden
   */
  default boolean keepsImages() {
    return false;
  }

  /**
   * Writes one image, every pixel of it.
   *
   * @param source the images of single objects
   * @param index the image that must be in it; others may be, too
   * @param random the source of randomness
   * @param canvas where to write, of this scene's layout
   * @return its labels and the boxes of its objects
   * @throws IllegalArgumentException if the images do not fit on the canvas
   */
  Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas);
}
