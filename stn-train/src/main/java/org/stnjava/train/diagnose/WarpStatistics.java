package org.stnjava.train.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.train.event.WatchedTransformer;

/**
 * Statistics of a transformer's warps of the monitored images.
 *
 * @param samples the statistics of each image
 * @param identityDistance the distance of θ from the identity: the root mean square over elements
 *     and images
 * @param thetaDeviation the standard deviation of θ over the images: the root of the mean variance
 *     of its elements
 * @param zeroThetaGradient the fraction of images whose loss has an exactly zero gradient with
 *     respect to θ, in [0, 1]
 */
public record WarpStatistics(
    List<SampleStatistics> samples,
    double identityDistance,
    double thetaDeviation,
    double zeroThetaGradient) {

  /** Takes a copy of the list. */
  public WarpStatistics {
    samples = List.copyOf(samples);
  }

  /**
   * Computes the statistics of a measurement.
   *
   * @param watched the measurement of at least one image
   * @return the statistics
   */
  public static WarpStatistics of(WatchedTransformer watched) {
    TargetGrid target = watched.transformer().generator().target();
    double[] regular = target.values();
    List<SampleStatistics> samples = new ArrayList<>();
    for (int i = 0; i < watched.images(); i++) {
      GridCells cells = new GridCells(watched.grid(), i * regular.length, target, regular);
      samples.add(SampleStatistics.of(cells));
    }
    return new WarpStatistics(
        samples, identityDistance(watched), thetaDeviation(watched), zeroThetaGradient(watched));
  }

  /**
   * Averages a statistic.
   *
   * @param figure the statistic of one image
   * @return the mean over all images
   */
  public double mean(ToDoubleFunction<SampleStatistics> figure) {
    return samples.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /**
   * Counts images.
   *
   * @param holds the condition
   * @return the fraction of images for which the condition holds, in [0, 1]
   */
  public double share(Predicate<SampleStatistics> holds) {
    return (double) samples.stream().filter(holds).count() / samples.size();
  }

  private static double identityDistance(WatchedTransformer watched) {
    float[] identity = watched.transformer().generator().transform().identityTheta();
    float[] theta = watched.theta();
    double sum = 0;
    for (int i = 0; i < theta.length; i++) {
      double away = theta[i] - identity[i % identity.length];
      sum += away * away;
    }
    return Math.sqrt(sum / theta.length);
  }

  private static double thetaDeviation(WatchedTransformer watched) {
    float[] theta = watched.theta();
    int size = watched.thetaSize();
    int images = watched.images();
    double sum = 0;
    for (int number = 0; number < size; number++) {
      double mean = 0;
      for (int i = 0; i < images; i++) {
        mean += (double) theta[i * size + number] / images;
      }
      for (int i = 0; i < images; i++) {
        double away = theta[i * size + number] - mean;
        sum += away * away;
      }
    }
    return Math.sqrt(sum / theta.length);
  }

  private static double zeroThetaGradient(WatchedTransformer watched) {
    float[] gradient = watched.thetaGradient();
    int size = watched.thetaSize();
    int zeroThetaGradient = 0;
    for (int i = 0; i < watched.images(); i++) {
      boolean none = true;
      for (int number = 0; number < size && gradient.length > 0; number++) {
        none &= gradient[i * size + number] == 0;
      }
      zeroThetaGradient += none ? 1 : 0;
    }
    return (double) zeroThetaGradient / watched.images();
  }

  /**
   * Statistics of the warp of one image.
   *
   * <p>The linear part is the mean Jacobian of the grid with respect to the output's coordinates;
   * for matrix transforms it is the matrix.
   *
   * @param outside the fraction of grid points outside the image, in [0, 1]
   * @param determinant of the linear part: the fraction of the image that is read, negative where
   *     it is mirrored; NaN for volumes and lines
   * @param maxSingularValue the larger singular value of the linear part; NaN if the determinant is
   * @param minSingularValue the smaller singular value of the linear part; NaN if the determinant
   *     is
   * @param folded the fraction of grid cells with a negative orientation, in [0, 1]; NaN if the
   *     determinant is
   */
  public record SampleStatistics(
      double outside,
      double determinant,
      double maxSingularValue,
      double minSingularValue,
      double folded) {

    /** {@return the fraction of the image that is read, at least 0} */
    public double area() {
      return Math.abs(determinant);
    }

    /** Measures one image's grid. */
    static SampleStatistics of(GridCells cells) {
      double outside = cells.outside();
      if (!cells.isPlane()) {
        return new SampleStatistics(outside, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      }
      double[] j = cells.meanJacobian();
      double determinant = j[0] * j[3] - j[1] * j[2];
      // The singular values of a 2×2 matrix from those of its similar and its mirrored part.
      double similar = Math.hypot(j[0] + j[3], j[2] - j[1]) / 2;
      double mirrored = Math.hypot(j[0] - j[3], j[2] + j[1]) / 2;
      return new SampleStatistics(
          outside, determinant, similar + mirrored, Math.abs(similar - mirrored), cells.folded());
    }
  }
}
