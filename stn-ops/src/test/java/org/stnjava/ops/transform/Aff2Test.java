package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.testing.Value;

class Aff2Test implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Aff2();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#twenty")
  void scalesAreasByTheExponentialOfTheTrace(long seed) {
    double[] theta = Value.random(seed, -2, 2, 6).data();

    double[] p = new Mapping(transform()).of(theta, 0, 0, 1, 0, 0, 1);

    double area = (p[2] - p[0]) * (p[5] - p[1]) - (p[3] - p[1]) * (p[4] - p[0]);
    assertThat(area / Math.exp(theta[0] + theta[4])).isCloseTo(1, within(1e-10));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#twenty")
  void movesTwiceAsFarInTwiceTheTime(long seed) {
    double[] theta = Value.random(seed, -1, 1, 6).data();
    double[] twice = new double[12];
    double[] doubled = new double[6];
    for (int i = 0; i < 6; i++) {
      twice[i] = theta[i];
      twice[i + 6] = theta[i];
      doubled[i] = 2 * theta[i];
    }
    double[] points = Value.random(seed, -1, 1, 10).data();

    double[] source = new Mapping(transform().then(transform())).of(twice, points);

    assertThat(source).containsExactly(new Mapping(transform()).of(doubled, points), within(1e-10));
  }
}
