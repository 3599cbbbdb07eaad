package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FlowTest implements TransformContract {

  @Override
  public Transform transform() {
    return new Flow(3, 5);
  }

  @Test
  void refusesPointsOfAnotherSize() {
    assertThatThrownBy(() -> new Mapping(transform()).of(new double[30], new double[30]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points: expected [3, 5], the size of the flow, but got [1, 15]");
  }
}
