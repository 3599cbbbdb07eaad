package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Se2Test implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Se2();
  }

  @ParameterizedTest(name = "angle {0}")
  @ValueSource(doubles = {1e-12, 1e-7, 1e-3, 0.5, 3, -6, 20})
  void movesTheMiddleAlongAnArc(double a) {
    double[] end = new Mapping(transform()).of(new double[] {a, 1, 0}, 0, 0);

    // Of an arc of length 1; 1 - cos a is written so that nothing cancels.
    double half = Math.sin(a / 2);
    assertThat(end[0]).isCloseTo(Math.sin(a) / a, within(1e-12));
    assertThat(end[1]).isCloseTo(2 * half * half / a, within(1e-12));
  }
}
