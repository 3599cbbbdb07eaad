package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * A distortion that makes the same of an image each time, so that as many images are learned from
 * as there are.
 *
 * @param base the distortion
 * @param seed decides every draw, together with the image's number
 */
public record FixedDistortion(Distortion base, long seed) implements Distortion {

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return base.layout(source);
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    return base.distort(source, index, Seeds.generator(Seeds.mix(seed, index)), canvas);
  }
}
