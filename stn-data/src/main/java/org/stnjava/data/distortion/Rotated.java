package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.LabeledImages;

/**
 * Rotates images about their center; the paper's R, named {@code r}.
 *
 * @param degrees the angles, in degrees, positive clockwise as seen on the screen
 */
public record Rotated(Range degrees) implements Distortion {

  /**
   * Returns the paper's setting.
   *
   * @return any angle up to 90 degrees either way
   */
  public static Rotated paper() {
    return new Rotated(new Range(-90, 90));
  }

  @Override
  public String name() {
    return "r";
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    double angle = Math.toRadians(degrees.draw(random));
    return SourceImage.of(source, index)
        .place(new Placement(angle, 1, 0.5 * canvas.width(), 0.5 * canvas.height()), canvas);
  }
}
