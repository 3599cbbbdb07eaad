package org.stnjava.train.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.train.data.Canvas;
import org.stnjava.train.data.Distortion;
import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.data.Placement;

/** Leaves images as they are; named {@code none}. */
public record Plain() implements Distortion {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    int size = source.height() * source.width() * source.channels();
    System.arraycopy(source.pixels(), source.offset(index), canvas.pixels(), canvas.offset(), size);
    return Placement.upright(0.5 * source.width(), 0.5 * source.height());
  }
}
