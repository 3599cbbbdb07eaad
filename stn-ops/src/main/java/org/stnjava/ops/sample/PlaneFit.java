package org.stnjava.ops.sample;

import java.util.SplittableRandom;

/**
 * The least-squares plane through values at fixed points around an origin.
 *
 * <p>The points are fixed, so height and slopes are weighted sums of the values with fixed weights.
 *
 * @param points [sample][axis], in units of the distance between neighbors, within ±1/2
 * @param weights [parameter][sample]: the height at the origin, then the slope along each axis
 */
record PlaneFit(double[][] points, double[][] weights) {

  /** Places samples evenly from a random start and solves the normal equations. */
  static PlaneFit of(int samples, int dimensions, long seed) {
    double[][] points = points(samples, dimensions, seed);
    double[][] equations = new double[dimensions + 1][dimensions + 1 + samples];
    for (int row = 0; row <= dimensions; row++) {
      for (int sample = 0; sample < samples; sample++) {
        double value = basis(points[sample], row);
        for (int column = 0; column <= dimensions; column++) {
          equations[row][column] += value * basis(points[sample], column);
        }
        equations[row][dimensions + 1 + sample] = value;
      }
    }
    eliminate(equations);
    double[][] weights = new double[dimensions + 1][samples];
    for (int row = 0; row <= dimensions; row++) {
      System.arraycopy(equations[row], dimensions + 1, weights[row], 0, samples);
    }
    return new PlaneFit(points, weights);
  }

  /** The samples' offsets along one axis. */
  double[] offsets(int axis) {
    double[] offsets = new double[points.length];
    for (int sample = 0; sample < offsets.length; sample++) {
      offsets[sample] = points[sample][axis];
    }
    return offsets;
  }

  double[] height() {
    return weights[0];
  }

  double[] slope(int axis) {
    return weights[axis + 1];
  }

  private static double basis(double[] point, int parameter) {
    return parameter == 0 ? 1 : point[parameter - 1];
  }

  /**
   * Steps along the powers of the root of x^(d+1) = x + 1, the generalized golden ratio, which
   * leaves no samples on one line.
   */
  private static double[][] points(int samples, int dimensions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double ratio = 2;
    for (int i = 0; i < 64; i++) { // a contraction: double precision is reached long before
      ratio = Math.pow(1 + ratio, 1.0 / (dimensions + 1));
    }
    double[][] points = new double[samples][dimensions];
    for (int axis = 0; axis < dimensions; axis++) {
      double start = random.nextDouble();
      double step = Math.pow(ratio, -(axis + 1));
      for (int sample = 0; sample < samples; sample++) {
        double place = start + sample * step;
        points[sample][axis] = place - Math.floor(place) - 0.5;
      }
    }
    return points;
  }

  /** Gauss-Jordan on equations that are symmetric and positive definite, so needs no pivots. */
  private static void eliminate(double[][] equations) {
    for (int pivot = 0; pivot < equations.length; pivot++) {
      double scale = equations[pivot][pivot];
      for (int column = 0; column < equations[pivot].length; column++) {
        equations[pivot][column] /= scale;
      }
      for (int row = 0; row < equations.length; row++) {
        double factor = row == pivot ? 0 : equations[row][pivot];
        for (int column = 0; column < equations[row].length; column++) {
          equations[row][column] -= factor * equations[pivot][column];
        }
      }
    }
  }
}
