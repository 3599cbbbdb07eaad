package org.stnjava.data.scene;

import java.util.random.RandomGenerator;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/** Images of one soft dot, and where a dot is found again. */
public final class Dots {

  private Dots() {}

  /** Returns one image of a dot at a distance, in pixels, from its middle. */
  public static LabeledImages at(int height, int width, double dx, double dy) {
    byte[] pixels = new byte[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double x = column + 0.5 - (0.5 * width + dx);
        double y = row + 0.5 - (0.5 * height + dy);
        pixels[row * width + column] = (byte) Math.round(255 * Math.exp(-(x * x + y * y) / 4));
      }
    }
    return new LabeledImages(height, width, pixels, new int[1]);
  }

  /** Returns images of random gray pixels. */
  public static LabeledImages noise(int count, int height, int width, RandomGenerator random) {
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return new LabeledImages(height, width, pixels, new int[count]);
  }

  /** What became of the first image. */
  public record Result(Canvas canvas, Placement placement) {

    /** Distorts the first image. */
    public static Result of(Distortion distortion, LabeledImages source, RandomGenerator random) {
      ImageSpec layout = distortion.layout(source.spec());
      Canvas canvas = Canvas.of(layout.height(), layout.width());
      return new Result(canvas, distortion.distort(source, 0, random, canvas));
    }

    /**
     * Returns the dot's distance from where the placement says that the middle is, along the width.
     */
    public double dotX() {
      return moment(true) - placement.centerX();
    }

    /**
     * Returns the dot's distance from where the placement says that the middle is, along the
     * height.
     */
    public double dotY() {
      return moment(false) - placement.centerY();
    }

    private double moment(boolean alongWidth) {
      double mass = 0;
      double moment = 0;
      for (int row = 0; row < canvas.height(); row++) {
        for (int column = 0; column < canvas.width(); column++) {
          int value = canvas.pixels()[row * canvas.width() + column] & 0xff;
          mass += value;
          moment += value * ((alongWidth ? column : row) + 0.5);
        }
      }
      return moment / mass;
    }
  }
}
