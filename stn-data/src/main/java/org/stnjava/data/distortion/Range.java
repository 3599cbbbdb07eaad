package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;

/**
 * An interval of numbers that are equally likely.
 *
 * @param from the least
 * @param to the greatest
 */
public record Range(double from, double to) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the ends are not finite or not in order
   */
  public Range {
    if (!(from <= to) || !Double.isFinite(to - from)) {
      throw new IllegalArgumentException(
          "range: expected two finite numbers in order but got " + from + " to " + to);
    }
  }

  /**
   * Draws a number.
   *
   * @param random where the randomness comes from
   * @return a number of the interval
   */
  public double draw(RandomGenerator random) {
    return from + (to - from) * random.nextDouble();
  }
}
