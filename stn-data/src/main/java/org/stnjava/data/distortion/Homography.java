package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;

/** A plane projective map, as the row-major 3 x 3 matrix of its homogeneous coordinates. */
@SuppressWarnings("ArrayRecordComponent") // Lives within one distortion.
record Homography(double[] m) {

  /**
   * Returns the map that takes the unit square's corners, from (0, 0) over (1, 0) round, to the
   * given ones.
   *
   * <p>The closed form is Heckbert's (Fundamentals of texture mapping and image warping, 1989,
   * section 2.2.3).
   */
  static Homography fromUnitSquare(Quadrilateral to) {
    double[] x = to.x();
    double[] y = to.y();
    double ax = x[1] - x[2];
    double ay = y[1] - y[2];
    double bx = x[3] - x[2];
    double by = y[3] - y[2];
    double sumX = x[0] - x[1] + x[2] - x[3];
    double sumY = y[0] - y[1] + y[2] - y[3];
    double area = ax * by - ay * bx;
    double g = (sumX * by - sumY * bx) / area;
    double h = (ax * sumY - ay * sumX) / area;
    return new Homography(
        new double[] {
          x[1] - x[0] + g * x[1],
          x[3] - x[0] + h * x[3],
          x[0],
          y[1] - y[0] + g * y[1],
          y[3] - y[0] + h * y[3],
          y[0],
          g,
          h,
          1
        });
  }

  /** Returns the inverse; the third coordinate stays positive for images of points where it was. */
  Homography inverse() {
    double[] inverse = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        inverse[3 * column + row] = cofactor(row, column);
      }
    }
    double determinant = m[0] * inverse[0] + m[1] * inverse[3] + m[2] * inverse[6];
    for (int i = 0; i < 9; i++) {
      inverse[i] /= determinant;
    }
    return new Homography(inverse);
  }

  private double cofactor(int row, int column) {
    int r1 = 3 * ((row + 1) % 3);
    int r2 = 3 * ((row + 2) % 3);
    int c1 = (column + 1) % 3;
    int c2 = (column + 2) % 3;
    return m[r1 + c1] * m[r2 + c2] - m[r1 + c2] * m[r2 + c1];
  }

  double x(double x, double y) {
    return m[0] * x + m[1] * y + m[2];
  }

  double y(double x, double y) {
    return m[3] * x + m[4] * y + m[5];
  }

  double w(double x, double y) {
    return m[6] * x + m[7] * y + m[8];
  }

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
        double turn =
            (x[i] - x[before]) * (y[after] - y[i]) - (y[i] - y[before]) * (x[after] - x[i]);
        least = Math.min(least, turn);
      }
      return least;
    }
  }
}
