package org.stnjava.train.watch;

/**
 * How a transformer warps one image.
 *
 * <p>The linear part is the mean of the grid's derivative by the output's coordinates; for matrix
 * transforms it is the matrix.
 *
 * @param outside the share of its points that lie outside the image, in [0, 1]
 * @param determinant of the linear part: the share of the image that it looks at, negative where it
 *     mirrors; NaN for volumes and lines
 * @param stretch the larger singular value of the linear part; NaN where the determinant is
 * @param squeeze the smaller one; NaN where the determinant is
 * @param folded the share of the grid's cells that are turned over, in [0, 1]; NaN where the
 *     determinant is
 */
public record SampleFigures(
    double outside, double determinant, double stretch, double squeeze, double folded) {

  /** {@return the share of the image that it looks at, at least 0} */
  public double area() {
    return Math.abs(determinant);
  }

  /** Measures one image's grid. */
  static SampleFigures of(GridCells cells) {
    double outside = cells.outside();
    if (!cells.isPlane()) {
      return new SampleFigures(outside, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] j = cells.meanJacobian();
    double determinant = j[0] * j[3] - j[1] * j[2];
    // The singular values of a 2×2 matrix from those of its similar and its mirrored part.
    double similar = Math.hypot(j[0] + j[3], j[2] - j[1]) / 2;
    double mirrored = Math.hypot(j[0] - j[3], j[2] + j[1]) / 2;
    return new SampleFigures(
        outside, determinant, similar + mirrored, Math.abs(similar - mirrored), cells.folded());
  }
}
