package org.stnjava.data.glyph;

import java.util.random.RandomGenerator;

/**
 * How one writer holds the pen.
 *
 * <p>The numbers are set by eye and by measure beside MNIST: its mean ink, its spread of slants and
 * widths.
 *
 * @param turn rotation of the whole digit, in radians, clockwise
 * @param slant by how much the top leans to the right, as a fraction of the height
 * @param aspect width relative to the plain letterform's
 * @param radius of the pen, in pixels
 * @param pressure how much the pen's radius swells and shrinks along a stroke, as a fraction
 * @param tremor standard deviation of each point, in hundredths of the height
 * @param bend amplitude of the smooth bending of the whole digit, in hundredths of the height
 * @param softness width of the strokes' soft edge, in pixels
 */
record WriterStyle(
    double turn,
    double slant,
    double aspect,
    double radius,
    double pressure,
    double tremor,
    double bend,
    double softness) {

  static WriterStyle draw(RandomGenerator random) {
    return new WriterStyle(
        normal(random, 0.02, 0.09, 0.25),
        normal(random, 0.13, 0.24, 0.5),
        StrictMath.exp(normal(random, 0.03, 0.2, 0.42)),
        StrictMath.exp(normal(random, 0.19, 0.25, 0.5)),
        0.25 * random.nextDouble(),
        1.4 + 2.8 * random.nextDouble(),
        6.5 * random.nextDouble(),
        0.8 + 0.5 * random.nextDouble());
  }

  /** Draws from a normal distribution, cut off at a distance from its mean. */
  private static double normal(
      RandomGenerator random, double mean, double deviation, double limit) {
    double off = deviation * random.nextGaussian();
    return mean + Math.max(-limit, Math.min(limit, off));
  }
}
