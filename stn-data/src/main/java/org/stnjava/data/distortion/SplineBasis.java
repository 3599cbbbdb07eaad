package org.stnjava.data.distortion;

import org.jspecify.annotations.Nullable;
import org.stnjava.data.scene.Placement;

/**
 * What each control point of a thin plate spline contributes to each pixel of a canvas.
 *
 * <p>The spline is linear in its control points' displacements, so that one table serves every
 * draw. The points stand on a regular 4 x 4 lattice from edge to edge.
 */
final class SplineBasis {

  static final int SIDE = 4;
  static final int POINTS = SIDE * SIDE;

  private static final double[] LATTICE = {0, 1 / 3.0, 2 / 3.0, 1};

  /** A spline's weights, and the three coefficients of its affine part. */
  private static final int UNKNOWNS = POINTS + 3;

  /** All images of a run have one size; the newest table is the one that is needed next. */
  private static volatile @Nullable SplineBasis newest;

  private final int height;
  private final int width;
  private final float[] table;

  private SplineBasis(int height, int width) {
    this.height = height;
    this.width = width;
    double[][] inverse = inverse(system());
    table = new float[height * width * POINTS];
    double[] terms = new double[UNKNOWNS];
    for (int pixel = 0; pixel < height * width; pixel++) {
      int row = pixel / width;
      int column = pixel % width;
      fill(terms, (column + 0.5) / width, (row + 0.5) / height);
      for (int point = 0; point < POINTS; point++) {
        double sum = 0;
        for (int i = 0; i < UNKNOWNS; i++) {
          sum += terms[i] * inverse[i][point];
        }
        table[pixel * POINTS + point] = (float) sum;
      }
    }
  }

  static SplineBasis of(int height, int width) {
    SplineBasis known = newest;
    if (known != null && known.height == height && known.width == width) {
      return known;
    }
    SplineBasis made = new SplineBasis(height, width);
    newest = made;
    return made;
  }

  /** Interpolates displacements given at the control points, row by row, in pixels. */
  DisplacementField displacement(float[] ofX, float[] ofY) {
    float[] x = new float[height * width];
    float[] y = new float[height * width];
    for (int pixel = 0; pixel < x.length; pixel++) {
      float sumX = 0;
      float sumY = 0;
      for (int point = 0; point < POINTS; point++) {
        float share = table[pixel * POINTS + point];
        sumX += share * ofX[point];
        sumY += share * ofY[point];
      }
      x[pixel] = sumX;
      y[pixel] = sumY;
    }
    return new DisplacementField(height, width, x, y);
  }

  private static void fill(double[] terms, double x, double y) {
    for (int point = 0; point < POINTS; point++) {
      double dx = x - LATTICE[point % SIDE];
      double dy = y - LATTICE[point / SIDE];
      terms[point] = radial(dx * dx + dy * dy);
    }
    terms[POINTS] = 1;
    terms[POINTS + 1] = x;
    terms[POINTS + 2] = y;
  }

  /** The kernel r² log r² of the squared distance, with its limit at 0. */
  private static double radial(double square) {
    return square == 0 ? 0 : square * StrictMath.log(square);
  }

  /**
   * The matrix of the interpolation's conditions and of the three that keep the weights free of
   * affine parts.
   */
  private static double[][] system() {
    double[][] matrix = new double[UNKNOWNS][UNKNOWNS];
    for (int point = 0; point < POINTS; point++) {
      fill(matrix[point], LATTICE[point % SIDE], LATTICE[point / SIDE]);
      for (int i = POINTS; i < UNKNOWNS; i++) {
        matrix[i][point] = matrix[point][i];
      }
    }
    return matrix;
  }

  /** Gauss-Jordan elimination with row pivoting. */
  private static double[][] inverse(double[][] a) {
    int n = a.length;
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      inverse[i][i] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = pivot(a, column);
      swap(a, pivot, column);
      swap(inverse, pivot, column);
      double head = a[column][column];
      subtract(a[column], a[column], 1 - 1 / head);
      subtract(inverse[column], inverse[column], 1 - 1 / head);
      for (int row = 0; row < n; row++) {
        if (row != column) {
          double factor = a[row][column];
          subtract(a[row], a[column], factor);
          subtract(inverse[row], inverse[column], factor);
        }
      }
    }
    return inverse;
  }

  private static int pivot(double[][] a, int column) {
    int best = column;
    for (int row = column + 1; row < a.length; row++) {
      if (Math.abs(a[row][column]) > Math.abs(a[best][column])) {
        best = row;
      }
    }
    return best;
  }

  private static void swap(double[][] rows, int first, int second) {
    double[] row = rows[first];
    rows[first] = rows[second];
    rows[second] = row;
  }

  private static void subtract(double[] from, double[] row, double factor) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * row[i];
    }
  }

  /** By how much each pixel of a canvas looks beside itself, in pixels, {@code [height, width]}. */
  @SuppressWarnings("ArrayRecordComponent") // Lives within one distortion.
  record DisplacementField(int height, int width, float[] x, float[] y) {

    /**
     * Enough for what the paper draws: a move of 1.5 pixels over a lattice of 9 changes by a
     * quarter of a pixel a pixel, and each round shrinks the error by that factor.
     */
    private static final int ROUNDS = 16;

    /**
     * Returns where the middle of the source landed: the point p with p + displacement(p) = middle.
     */
    Placement placement(double scale) {
      double middleX = 0.5 * (width - 1);
      double middleY = 0.5 * (height - 1);
      double atX = middleX;
      double atY = middleY;
      for (int i = 0; i < ROUNDS; i++) {
        double nextX = middleX - at(x, atX, atY);
        atY = middleY - at(y, atX, atY);
        atX = nextX;
      }
      return new Placement(0, scale, atX + 0.5, atY + 0.5);
    }

    private double at(float[] field, double px, double py) {
      double insideX = Math.min(Math.max(px, 0), width - 1);
      double insideY = Math.min(Math.max(py, 0), height - 1);
      int left = Math.max(0, Math.min((int) insideX, width - 2));
      int top = Math.max(0, Math.min((int) insideY, height - 2));
      int right = Math.min(left + 1, width - 1);
      int bottom = Math.min(top + 1, height - 1);
      double dx = insideX - left;
      double dy = insideY - top;
      double upper = field[top * width + left] * (1 - dx) + field[top * width + right] * dx;
      double lower = field[bottom * width + left] * (1 - dx) + field[bottom * width + right] * dx;
      return upper * (1 - dy) + lower * dy;
    }
  }
}
