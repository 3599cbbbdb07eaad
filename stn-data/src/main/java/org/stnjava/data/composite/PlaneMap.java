package org.stnjava.data.composite;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;

/**
 * A projective map from the pixels of a changed image to those of the image before, row-major 3 x 3
 * on (x, y, 1); x and y count pixels from the middle.
 */
@SuppressWarnings("ArrayRecordComponent") // Lives within one image.
record PlaneMap(double[] m) {

  private static final PlaneMap IDENTITY = new PlaneMap(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});

  static PlaneMap identity() {
    return IDENTITY;
  }

  static PlaneMap flip(double probability, RandomGenerator random, Canvas canvas) {
    return random.nextDouble() < probability ? linear(-1, 0, 0, 1) : IDENTITY;
  }

  static PlaneMap shift(double pixels, RandomGenerator random, Canvas canvas) {
    int most = (int) pixels;
    int down = random.nextInt(2 * most + 1) - most;
    int right = random.nextInt(2 * most + 1) - most;
    return new PlaneMap(new double[] {1, 0, -right, 0, 1, -down, 0, 0, 1});
  }

  static PlaneMap rotation(double degrees, RandomGenerator random, Canvas canvas) {
    double angle = Math.toRadians(random.nextDouble(-degrees, degrees));
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return linear(cos, sin, -sin, cos);
  }

  static PlaneMap scale(double share, RandomGenerator random, Canvas canvas) {
    double factor = StrictMath.pow(1 + share, random.nextDouble(-1, 1));
    return linear(factor, 0, 0, factor);
  }

  static PlaneMap shear(double degrees, RandomGenerator random, Canvas canvas) {
    double x = StrictMath.tan(Math.toRadians(random.nextDouble(-degrees, degrees)));
    double y = StrictMath.tan(Math.toRadians(random.nextDouble(-degrees, degrees)));
    return linear(1, x, 0, 1).after(linear(1, 0, y, 1));
  }

  static PlaneMap perspective(double share, RandomGenerator random, Canvas canvas) {
    double x = random.nextDouble(-share, share) / (0.5 * canvas.width());
    double y = random.nextDouble(-share, share) / (0.5 * canvas.height());
    return new PlaneMap(new double[] {1, 0, 0, 0, 1, 0, x, y, 1});
  }

  private static PlaneMap linear(double xx, double xy, double yx, double yy) {
    return new PlaneMap(new double[] {xx, xy, 0, yx, yy, 0, 0, 0, 1});
  }

  /** The map that takes a pixel through the other one first, then through this one. */
  PlaneMap after(PlaneMap other) {
    double[] product = new double[9];
    for (int i = 0; i < 9; i++) {
      int row = i / 3 * 3;
      int column = i % 3;
      for (int k = 0; k < 3; k++) {
        product[i] += m[row + k] * other.m[3 * k + column];
      }
    }
    return new PlaneMap(product);
  }

  boolean isIdentity() {
    return Arrays.equals(m, IDENTITY.m);
  }
}
