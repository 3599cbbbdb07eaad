package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.LabeledImages;

/**
 * Shrinks images and moves each of their corners, by a homography; the paper's P, named {@code p}.
 *
 * <p>Corners are drawn again, all four, until the quadrilateral is safely convex: at each corner
 * the triangle with its two neighbors keeps a tenth of its area at least. After 100 vain draws the
 * corners stay where they were. The recorded placement has the angle 0.
 *
 * @param scale the sizes relative to the source's, above 0
 * @param deviation the standard deviation of each corner's coordinates, in pixels
 */
public record Projected(Range scale, double deviation) implements Distortion {

  private static final int DRAWS = 100;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a scale is not above 0 or the deviation below 0
   */
  public Projected {
    scale.requirePositive("scale");
    requireDeviation(deviation);
  }

  /**
   * Returns the paper's setting.
   *
   * @return 0.75 to 1 times the size, corners moved by 5 pixels
   */
  public static Projected paper() {
    return new Projected(new Range(0.75, 1), 5);
  }

  @Override
  public String name() {
    return "p";
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    double size = scale.draw(random);
    Homography.Quadrilateral corners = corners(size, random, canvas);
    Homography toUnitSquare = Homography.fromUnitSquare(corners).inverse();
    SourceImage image = SourceImage.of(source, index);
    int at = canvas.offset();
    for (int row = 0; row < canvas.height(); row++) {
      for (int column = 0; column < canvas.width(); column++) {
        double x = column + 0.5;
        double y = row + 0.5;
        double w = toUnitSquare.w(x, y);
        float u = (float) (toUnitSquare.x(x, y) / w * source.width() - 0.5);
        float v = (float) (toUnitSquare.y(x, y) / w * source.height() - 0.5);
        // Beyond the horizon nothing of the image can be seen.
        image.sample(w > 0 ? u : Float.NaN, v, canvas.pixels(), at);
        at += source.channels();
      }
    }
    Homography onto = Homography.fromUnitSquare(corners);
    double w = onto.w(0.5, 0.5);
    return new Placement(0, size, onto.x(0.5, 0.5) / w, onto.y(0.5, 0.5) / w);
  }

  static void requireDeviation(double pixels) {
    if (!(pixels >= 0) || Double.isInfinite(pixels)) {
      throw new IllegalArgumentException("deviation: expected 0 pixels or more but got " + pixels);
    }
  }

  Homography.Quadrilateral corners(double size, RandomGenerator random, Canvas canvas) {
    Homography.Quadrilateral still =
        Homography.Quadrilateral.centered(canvas.height(), canvas.width(), size);
    for (int draw = 0; draw < DRAWS; draw++) {
      Homography.Quadrilateral moved = still.jittered(deviation, random);
      if (moved.leastTurn() >= 0.1 * still.leastTurn()) {
        return moved;
      }
    }
    return still;
  }
}
