package org.stnjava.data.scene;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.stnjava.data.set.LabeledImages;

/** A random distortion of one image, which keeps its labels. */
public interface Distortion extends Scene {

  /**
   * Writes one distorted image, every pixel of it.
   *
   * @param source the images; others than the one at {@code index} may serve as clutter
   * @param index which of them to distort
   * @param random the source of randomness
   * @param canvas where to write, of this distortion's layout
   * @return the placement of the image
   * @throws IllegalArgumentException if the image does not fit on the canvas
   */
  Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas);

  @Override
  default Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    int each = source.labelsPerImage();
    int[] labels = Arrays.copyOfRange(source.labels(), index * each, (index + 1) * each);
    return new Annotation(labels, List.of(distort(source, index, random, canvas).box(source)));
  }
}
