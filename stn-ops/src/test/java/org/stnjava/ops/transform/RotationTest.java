package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RotationTest implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Rotation();
  }

  @Test
  void looksDownwardsFromTheRightAfterAQuarterTurn() {
    double[] source = new Mapping(transform()).of(new double[] {Math.PI / 2}, 1, 0, 0, 1);

    assertThat(source).containsExactly(new double[] {0, 1, -1, 0}, within(1e-12));
  }
}
