package org.stnjava.train.diagnose;

import org.stnjava.ops.coordinate.TargetGrid;

/** The sampling grid of one image with the differences between its points. */
final class GridCells {

  private static final int PLANE = 2;

  private final float[] grid;
  private final int from;
  private final TargetGrid target;
  private final double[] regular;

  /**
   * The grid of one of several images.
   *
   * @param grid all of them, {@code [n, H', W', 2]}
   * @param from where this one's begins
   * @param target the regular grid
   * @param regular the values of the regular grid
   */
  GridCells(float[] grid, int from, TargetGrid target, double[] regular) {
    this.grid = grid;
    this.from = from;
    this.target = target;
    this.regular = regular;
  }

  /** Returns whether there are cells: at least two rows and two columns of a plane. */
  boolean isPlane() {
    return target.dimensions() == PLANE && height() > 1 && width() > 1;
  }

  double outside() {
    int dimensions = target.dimensions();
    int points = regular.length / dimensions;
    int outside = 0;
    for (int point = 0; point < points; point++) {
      boolean inside = true;
      for (int c = 0; c < dimensions; c++) {
        inside &= Math.abs(grid[from + point * dimensions + c]) <= 1;
      }
      outside += inside ? 0 : 1;
    }
    return (double) outside / points;
  }

  /** Derivatives x by X, x by Y, y by X, y by Y: means over all cells. */
  double[] meanJacobian() {
    double[] mean = new double[PLANE * PLANE];
    int cells = (height() - 1) * (width() - 1);
    for (int row = 0; row < height() - 1; row++) {
      for (int column = 0; column < width() - 1; column++) {
        double[] one = jacobian(row, column);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += one[i] / cells;
        }
      }
    }
    return mean;
  }

  double folded() {
    int folded = 0;
    for (int row = 0; row < height() - 1; row++) {
      for (int column = 0; column < width() - 1; column++) {
        double[] j = jacobian(row, column);
        folded += j[0] * j[3] - j[1] * j[2] < 0 ? 1 : 0;
      }
    }
    return (double) folded / ((height() - 1) * (width() - 1));
  }

  private double[] jacobian(int row, int column) {
    int here = (row * width() + column) * PLANE;
    int right = here + PLANE;
    int below = here + width() * PLANE;
    double dx = regular[right] - regular[here];
    double dy = regular[below + 1] - regular[here + 1];
    return new double[] {
      difference(here, right, 0) / dx,
      difference(here, below, 0) / dy,
      difference(here, right, 1) / dx,
      difference(here, below, 1) / dy
    };
  }

  private double difference(int one, int other, int coordinate) {
    return (double) grid[from + other + coordinate] - grid[from + one + coordinate];
  }

  private int height() {
    return (int) target.size().get(0);
  }

  private int width() {
    return (int) target.size().get(1);
  }
}
