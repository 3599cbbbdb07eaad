package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sim2Test implements InvertibleContract {

  private static final int STEPS = 200_000;

  @Override
  public Invertible transform() {
    return new Sim2();
  }

  @ParameterizedTest(name = "scale exp({0}), angle {1}")
  @CsvSource({"0, 0", "1e-9, -1e-9", "0.3, 1", "-2, 3.14159", "0, 10", "3, -7", "0.01, 25"})
  void followsTheSpiralOfItsVelocity(double l, double a) {
    double u = 0.4;
    double v = -0.7;

    double[] p = new Mapping(transform()).of(new double[] {l, a, u, v}, 0, 0, 1, 0);

    double[] arc = spiral(l, a);
    double[] expected = {arc[0] * u - arc[1] * v, arc[1] * u + arc[0] * v};
    assertThat(new double[] {p[0], p[1]}).containsExactly(expected, within(1e-8));
    assertThat(p[2] - p[0]).isCloseTo(Math.exp(l) * Math.cos(a), within(1e-9));
    assertThat(p[3] - p[1]).isCloseTo(Math.exp(l) * Math.sin(a), within(1e-9));
  }

  /** The integral of exp((l + ia)t) over [0, 1], by trapezoids. */
  private static double[] spiral(double l, double a) {
    double re = 0;
    double im = 0;
    for (int i = 0; i <= STEPS; i++) {
      double t = (double) i / STEPS;
      double weight = (i == 0 || i == STEPS ? 0.5 : 1.0) / STEPS;
      re += weight * Math.exp(l * t) * Math.cos(a * t);
      im += weight * Math.exp(l * t) * Math.sin(a * t);
    }
    return new double[] {re, im};
  }
}
