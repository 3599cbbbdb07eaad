package org.stnjava.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricRowTest {
  @Test
  void takesWhatARunThatDivergedMeasures() {
    MetricRow row = new MetricRow(3, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, 0);

    assertThat(row.error()).isNaN();
  }

  @Test
  void rejectsAPercentageAsError() {
    assertThatThrownBy(() -> new MetricRow(3, 0.5, 1, 1, 2.5, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("error: expected a fraction in [0, 1] or NaN but got 2.5");
  }

  @Test
  void rejectsNegativeAndEndlessTimes() {
    assertThatThrownBy(() -> new MetricRow(-1, 0, 1, 1, 0, 0.1))
        .hasMessage("step: expected at least 0 but got -1");
    assertThatThrownBy(() -> new MetricRow(1, Double.NaN, 1, 1, 0, 0.1))
        .hasMessage("epoch: expected a finite number of at least 0 but got NaN");
    assertThatThrownBy(() -> new MetricRow(1, 0, 1, 1, 0, -0.1))
        .hasMessage("learningRate: expected a finite number of at least 0 but got -0.1");
  }
}
