package org.stnjava.data.glyph;

import java.util.random.RandomGenerator;

/** A plane wave over the page, for displacements: in hundredths of a digit's height. */
record Wave(float amplitude, float perX, float perY, float phase) {

  /** Draws a wave of half to one and a half periods over the digit, in any direction. */
  static Wave draw(double amplitude, RandomGenerator random) {
    double direction = 2 * Math.PI * random.nextDouble();
    double frequency = 2 * Math.PI / 100 * (0.5 + random.nextDouble());
    return new Wave(
        (float) amplitude,
        (float) (frequency * StrictMath.cos(direction)),
        (float) (frequency * StrictMath.sin(direction)),
        (float) (2 * Math.PI * random.nextDouble()));
  }

  float at(float x, float y) {
    return amplitude * (float) StrictMath.sin(perX * x + perY * y + phase);
  }
}
