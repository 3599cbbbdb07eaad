package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Rotates and scales images and translates them on a larger canvas; the paper's RTS, named {@code
 * rts}.
 *
 * <p>The scaled image, before it is rotated, lies within the canvas; if it is larger than the
 * canvas, it is centered.
 *
 * @param degrees the angles, in degrees, positive clockwise as seen on the screen
 * @param scale the sizes relative to the source's, above 0
 * @param canvasHeight rows of the canvas
 * @param canvasWidth columns of the canvas
 */
public record RotatedScaledTranslated(Range degrees, Range scale, int canvasHeight, int canvasWidth)
    implements Distortion {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a scale is not above 0 or the canvas has no pixel
   */
  public RotatedScaledTranslated {
    scale.requirePositive("scale");
    Canvas.requireSize(canvasHeight, canvasWidth);
  }

  /**
   * Returns the paper's setting.
   *
   * @return up to 45 degrees either way, 0.7 to 1.2 times the size, on 42 x 42 pixels
   */
  public static RotatedScaledTranslated paper() {
    return new RotatedScaledTranslated(new Range(-45, 45), new Range(0.7, 1.2), 42, 42);
  }

  @Override
  public String name() {
    return "rts";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return source.withSize(canvasHeight, canvasWidth);
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    double angle = Math.toRadians(degrees.draw(random));
    double size = scale.draw(random);
    double x = center(size * source.width(), canvasWidth, random);
    double y = center(size * source.height(), canvasHeight, random);
    return SourceImage.of(source, index).place(new Placement(angle, size, x, y), canvas);
  }

  private static double center(double length, int room, RandomGenerator random) {
    double draw = random.nextDouble();
    return 0.5 * room + (draw - 0.5) * Math.max(0, room - length);
  }
}
