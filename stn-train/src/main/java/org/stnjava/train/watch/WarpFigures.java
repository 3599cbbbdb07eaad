package org.stnjava.train.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.train.event.WatchedTransformer;

/**
 * How a transformer warps the images that it is watched on.
 *
 * @param samples how it warps each
 * @param drift how far its θ lie from the identity, where they began: the root of the mean square
 *     over numbers and images
 * @param deviation how much its θ differ from image to image: the root of the mean variance of
 *     their numbers
 * @param untaught the share of images whose loss has no gradient at all to θ, in [0, 1]
 */
public record WarpFigures(
    List<SampleFigures> samples, double drift, double deviation, double untaught) {

  /** Takes a copy of the list. */
  public WarpFigures {
    samples = List.copyOf(samples);
  }

  /**
   * Measures what was seen of a transformer.
   *
   * @param watched what was seen, of at least one image
   * @return the figures
   */
  public static WarpFigures of(WatchedTransformer watched) {
    TargetGrid target = watched.transformer().generator().target();
    double[] regular = target.values();
    List<SampleFigures> samples = new ArrayList<>();
    for (int i = 0; i < watched.images(); i++) {
      GridCells cells = new GridCells(watched.grid(), i * regular.length, target, regular);
      samples.add(SampleFigures.of(cells));
    }
    return new WarpFigures(samples, drift(watched), deviation(watched), untaught(watched));
  }

  /**
   * The mean of a figure.
   *
   * @param figure of one image
   * @return the mean over all images
   */
  public double mean(ToDoubleFunction<SampleFigures> figure) {
    return samples.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /**
   * How many images something is true of.
   *
   * @param holds what may be true
   * @return the share of the images, in [0, 1]
   */
  public double share(Predicate<SampleFigures> holds) {
    return (double) samples.stream().filter(holds).count() / samples.size();
  }

  private static double drift(WatchedTransformer watched) {
    float[] identity = watched.transformer().generator().transform().identityTheta();
    float[] theta = watched.theta();
    double sum = 0;
    for (int i = 0; i < theta.length; i++) {
      double away = theta[i] - identity[i % identity.length];
      sum += away * away;
    }
    return Math.sqrt(sum / theta.length);
  }

  private static double deviation(WatchedTransformer watched) {
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

  private static double untaught(WatchedTransformer watched) {
    float[] gradient = watched.thetaGradient();
    int size = watched.thetaSize();
    int untaught = 0;
    for (int i = 0; i < watched.images(); i++) {
      boolean none = true;
      for (int number = 0; number < size && gradient.length > 0; number++) {
        none &= gradient[i * size + number] == 0;
      }
      untaught += none ? 1 : 0;
    }
    return (double) untaught / watched.images();
  }
}
