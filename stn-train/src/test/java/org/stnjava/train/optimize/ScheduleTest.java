package org.stnjava.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "CONSTANT, 0, 2",
    "CONSTANT, 1, 2",
    "STEP, 0, 2",
    "STEP, 0.33, 2",
    "STEP, 0.34, 0.2",
    "STEP, 0.67, 0.02",
    "STEP, 1, 0.02",
    "COSINE, 0, 2",
    "COSINE, 0.5, 1",
    "COSINE, 1, 0",
    "COSINE, 1.2, 0",
    "COSINE, -1, 2"
  })
  void changesTheRate(Schedule schedule, double done, double expected) {
    assertThat(schedule.rate(2, done)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void knowsTheLocalizationNetworks() {
    ParameterGroup group = ParameterGroup.localization(0.1);

    assertThat(group.has("st0/localization/fc/kernel")).isTrue();
    assertThat(group.has("classifier/conv1/kernel")).isFalse();
    assertThatThrownBy(() -> ParameterGroup.localization(-1))
        .hasMessage("factor: expected a finite number of at least 0 but got -1.0");
  }
}
