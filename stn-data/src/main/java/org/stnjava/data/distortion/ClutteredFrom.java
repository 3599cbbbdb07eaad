package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Clutters images with pieces of others than those that are distorted.
 *
 * @param clutter how
 * @param pieces what the pieces are cut from, at least one image
 */
record ClutteredFrom(Cluttered clutter, LabeledImages pieces) implements Distortion {

  /**
   * Checks the pieces.
   *
   * @throws IllegalArgumentException if there is no image
   */
  ClutteredFrom {
    if (pieces.size() == 0) {
      throw new IllegalArgumentException("pieces: expected at least 1 image but got none");
    }
  }

  @Override
  public String name() {
    return clutter.name();
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return clutter.layout(source);
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    Placement placement = clutter.translated().distort(source, index, random, canvas);
    clutter.patches().pasteAny(pieces, random, canvas);
    return placement;
  }
}
