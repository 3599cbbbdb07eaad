package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.LabeledImages;

/** Leaves images as they are; named {@code none}. */
public record Identity() implements Distortion {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public boolean keepsImages() {
    return true;
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    source.at(index).copyTo(canvas.pixels(), canvas.offset());
    return Placement.upright(0.5 * source.width(), 0.5 * source.height());
  }
}
