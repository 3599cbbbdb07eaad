package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;

/** Four corners, from the upper left one clockwise as seen on the screen. */
@SuppressWarnings("ArrayRecordComponent") // Lives within one distortion.
record Quadrilateral(double[] x, double[] y) {

  static Quadrilateral centered(int height, int width, double scale) {
    double left = 0.5 * width * (1 - scale);
    double top = 0.5 * height * (1 - scale);
    return new Quadrilateral(
        new double[] {left, width - left, width - left, left},
        new double[] {top, top, height - top, height - top});
  }

  Quadrilateral jittered(double deviation, RandomGenerator random) {
    double[] newX = x.clone();
    double[] newY = y.clone();
    for (int i = 0; i < 4; i++) {
      newX[i] += deviation * random.nextGaussian();
      newY[i] += deviation * random.nextGaussian();
    }
    return new Quadrilateral(newX, newY);
  }

  /** Returns the least cross product of the sides that meet at a corner; above 0 if convex. */
  double leastTurn() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 4; i++) {
      int before = (i + 3) % 4;
      int after = (i + 1) % 4;
      double turn = (x[i] - x[before]) * (y[after] - y[i]) - (y[i] - y[before]) * (x[after] - x[i]);
      least = Math.min(least, turn);
    }
    return least;
  }
}
