package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.data.set.PixelView;

/**
 * Puts images, unchanged, anywhere on a larger canvas by whole pixels; the paper's T, named {@code
 * t}.
 *
 * @param canvasHeight rows of the canvas, at least the images'
 * @param canvasWidth columns of the canvas, at least the images'
 */
public record Translated(int canvasHeight, int canvasWidth) implements Distortion {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the canvas has no pixel
   */
  public Translated {
    Canvas.requireSize(canvasHeight, canvasWidth);
  }

  /**
   * Returns the paper's setting.
   *
   * @return a canvas of 60 x 60 pixels
   */
  public static Translated paper() {
    return new Translated(60, 60);
  }

  @Override
  public String name() {
    return "t";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return source.withSize(canvasHeight, canvasWidth);
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    if (source.height() > canvasHeight || source.width() > canvasWidth) {
      throw new IllegalArgumentException(
          "canvas: expected at least the images' %d x %d but got %d x %d"
              .formatted(source.height(), source.width(), canvasHeight, canvasWidth));
    }
    canvas.clear();
    int top = random.nextInt(canvasHeight - source.height() + 1);
    int left = random.nextInt(canvasWidth - source.width() + 1);
    int channels = source.channels();
    PixelView view = source.at(index);
    for (int row = 0; row < source.height(); row++) {
      System.arraycopy(
          view.pixels(),
          view.offset() + row * source.width() * channels,
          canvas.pixels(),
          canvas.offset() + ((top + row) * canvasWidth + left) * channels,
          source.width() * channels);
    }
    return Placement.upright(left + 0.5 * source.width(), top + 0.5 * source.height());
  }
}
