package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.testing.Value;

class SimilarityTest implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Similarity();
  }

  @Test
  void turnsThenScalesThenShifts() {
    double[] theta = {2, Math.PI / 2, 0.5, -3};

    double[] source = new Mapping(transform()).of(theta, 1, 0, 0, 1);

    assertThat(source).containsExactly(new double[] {0.5, -1, -1.5, -3}, within(1e-12));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  void isARotationFollowedByAnAttention(long seed) {
    double[] theta = Value.random(seed, -2, 2, 4).data();
    double[] points = Value.random(seed + 1, -1, 1, 10).data();
    double[] parts = {theta[1], theta[0], theta[2], theta[3]};

    double[] composed = new Mapping(new Rotation().then(new Attention())).of(parts, points);

    assertThat(composed).containsExactly(new Mapping(transform()).of(theta, points), within(1e-12));
  }
}
