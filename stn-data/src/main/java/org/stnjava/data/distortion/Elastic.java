package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.LabeledImages;

/**
 * Shrinks images and bends them by a thin plate spline; the paper's E, named {@code e}.
 *
 * <p>Sixteen control points stand on a regular 4 x 4 lattice from edge to edge of the canvas. The
 * spline maps canvas to source and moves each of them at random. The recorded placement has the
 * angle 0.
 *
 * @param scale the sizes relative to the source's, above 0
 * @param deviation the standard deviation of each control point's coordinates, in pixels of the
 *     canvas
 */
public record Elastic(Range scale, double deviation) implements Distortion {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a scale is not above 0 or the deviation below 0
   */
  public Elastic {
    scale.requirePositive("scale");
    Projected.requireDeviation(deviation);
  }

  /**
   * Returns the paper's setting.
   *
   * @return 0.75 to 1 times the size, control points moved by 1.5 pixels
   */
  public static Elastic paper() {
    return new Elastic(new Range(0.75, 1), 1.5);
  }

  @Override
  public String name() {
    return "e";
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    double size = scale.draw(random);
    SplineBasis basis = SplineBasis.of(canvas.height(), canvas.width());
    SplineBasis.DisplacementField moved = basis.displacement(jitter(random), jitter(random));
    write(SourceImage.of(source, index), moved, size, canvas);
    return moved.placement(size);
  }

  private float[] jitter(RandomGenerator random) {
    float[] jitter = new float[SplineBasis.POINTS];
    for (int i = 0; i < jitter.length; i++) {
      jitter[i] = (float) (deviation * random.nextGaussian());
    }
    return jitter;
  }

  private static void write(
      SourceImage image, SplineBasis.DisplacementField moved, double size, Canvas canvas) {
    float step = (float) (1 / size);
    float middleX = 0.5f * (canvas.width() - 1);
    float middleY = 0.5f * (canvas.height() - 1);
    int pixel = 0;
    for (int row = 0; row < canvas.height(); row++) {
      for (int column = 0; column < canvas.width(); column++) {
        float x = middleX + (column - middleX + moved.x()[pixel]) * step;
        float y = middleY + (row - middleY + moved.y()[pixel]) * step;
        image.sample(x, y, canvas.pixels(), canvas.offset() + pixel++ * image.channels());
      }
    }
  }
}
