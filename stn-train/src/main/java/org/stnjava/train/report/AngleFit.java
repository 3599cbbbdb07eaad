package org.stnjava.train.report;

import java.util.List;

/**
 * The line of least squares through angles, {@code found = slope · input + offset}.
 *
 * <p>Angles are not wrapped around. Pairs that are not finite are left out. With fewer than two
 * pairs, or inputs that are all equal, there is no line: slope, offset and correlation are NaN.
 * With found angles that are all equal, the line is level and the correlation is NaN.
 *
 * @param count number of pairs that were used
 * @param slope degrees found per degree of input
 * @param offset degrees found at an input of 0
 * @param correlation Pearson's correlation, in {@code [-1, 1]}
 */
public record AngleFit(int count, double slope, double offset, double correlation) {
  /**
   * Fits the line.
   *
   * @param pairs the angles, in any order
   * @return the line, or one of NaN where there is none
   */
  public static AngleFit of(List<AnglePair> pairs) {
    List<AnglePair> used = pairs.stream().filter(AnglePair::isFinite).toList();
    var inputs = used.stream().mapToDouble(AnglePair::input).summaryStatistics();
    var founds = used.stream().mapToDouble(AnglePair::found).summaryStatistics();
    if (used.isEmpty() || inputs.getMin() == inputs.getMax()) {
      return new AngleFit(used.size(), Double.NaN, Double.NaN, Double.NaN);
    }
    // By the range, not by the variance: the mean of equal values may differ from them by rounding.
    if (founds.getMin() == founds.getMax()) {
      return new AngleFit(used.size(), 0, founds.getMin(), Double.NaN);
    }
    return between(used, inputs.getAverage(), founds.getAverage());
  }

  private static AngleFit between(List<AnglePair> pairs, double meanInput, double meanFound) {
    double inputs = 0;
    double founds = 0;
    double both = 0;
    for (AnglePair pair : pairs) {
      double input = pair.input() - meanInput;
      double found = pair.found() - meanFound;
      inputs += input * input;
      founds += found * found;
      both += input * found;
    }
    double slope = both / inputs;
    double correlation = both / Math.sqrt(inputs) / Math.sqrt(founds);
    return new AngleFit(
        pairs.size(), slope, meanFound - slope * meanInput, Math.max(-1, Math.min(1, correlation)));
  }

  /** {@return whether there is a line} */
  public boolean hasLine() {
    return Double.isFinite(slope);
  }

  /**
   * Returns the angle on the line.
   *
   * @param input angle of the input in degrees
   * @return angle found there in degrees, NaN without a line
   */
  public double at(double input) {
    return slope * input + offset;
  }

  /**
   * By how much an image was rotated, and by how much a transformer rotates it back.
   *
   * @param input angle of the input in degrees
   * @param found angle that the transformer found, in degrees
   */
  public record AnglePair(double input, double found) {
    /** Tells whether both angles are finite. */
    boolean isFinite() {
      return Double.isFinite(input) && Double.isFinite(found);
    }
  }
}
