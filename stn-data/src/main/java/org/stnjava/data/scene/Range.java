package org.stnjava.data.scene;

import java.util.random.RandomGenerator;

/**
 * A uniform distribution over an interval.
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
   * Checks that every number is above 0.
   *
   * @param argument the name in the message
   * @throws IllegalArgumentException if one is not
   */
  public void requirePositive(String argument) {
    if (!(from > 0)) {
      throw new IllegalArgumentException(argument + ": expected above 0 but got " + from);
    }
  }

  /**
   * Draws a number.
   *
   * @param random the source of randomness
   * @return a number from the interval
   */
  public double draw(RandomGenerator random) {
    return from + (to - from) * random.nextDouble();
  }
}
