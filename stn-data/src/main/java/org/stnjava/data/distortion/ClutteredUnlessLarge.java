package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Clutters images that are smaller than its canvas and leaves larger ones, which were cluttered
 * before, as they are; named {@code cluttered40}.
 *
 * @param clutter how small images are cluttered
 */
public record ClutteredUnlessLarge(Cluttered clutter) implements Distortion {

  /**
   * Returns the setting of the public cluttered digits of 40 x 40 pixels.
   *
   * @return five pieces of 8 x 8 pixels on 40 x 40
   */
  public static ClutteredUnlessLarge published() {
    return new ClutteredUnlessLarge(new Cluttered(new Translated(40, 40), new Patches(5, 8)));
  }

  @Override
  public String name() {
    return "cluttered40";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return source.withSize(
        Math.max(source.height(), clutter.translated().canvasHeight()),
        Math.max(source.width(), clutter.translated().canvasWidth()));
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    boolean large =
        source.height() >= clutter.translated().canvasHeight()
            && source.width() >= clutter.translated().canvasWidth();
    return (large ? new Identity() : clutter).distort(source, index, random, canvas);
  }
}
