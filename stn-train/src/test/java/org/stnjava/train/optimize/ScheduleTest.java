package org.stnjava.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "constant, 0, 2",
    "constant, 1, 2",
    "step, 0, 2",
    "step, 0.33, 2",
    "step, 0.34, 0.2",
    "step, 0.67, 0.02",
    "step, 1, 0.02",
    "step 0.25, 0.4, 1",
    "exponential, 0.5, 0.2",
    "exponential 0.0001, 0.5, 0.02",
    "cosine, 0, 2",
    "cosine, 0.5, 1",
    "cosine, 1, 0",
    "cosine 0.5, 1, 1",
    "cosine, 1.2, 0",
    "cosine, -1, 2",
    "one-cycle, 0, 0.08",
    "one-cycle, 0.3, 2",
    "one-cycle, 1, 0.000008"
  })
  void changesTheRate(String schedule, double done, double expected) {
    assertThat(Schedule.parse(schedule).rate(2, done)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void risesFromNothingToWarmUp() {
    RateConfig rates = new RateConfig(2, Schedule.STEP, 4, 1, ParameterGroups.NONE);

    assertThat(rates.at(1, 0)).isEqualTo(0.5);
    assertThat(rates.at(4, 0)).isEqualTo(2);
    assertThat(rates.at(5, 0.5)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void slowsLocalizationNetworksDownUnlessToldOtherwise() {
    RateConfig rates = RateConfig.of(1, Schedule.CONSTANT);
    ParameterGroups groups = ParameterGroups.parse("st0/localization/theta=0.5; st0=0");

    assertThat(rates.group("st0/localization/fc/kernel"))
        .hasValueSatisfying(group -> assertThat(group.factor()).isEqualTo(0.1));
    assertThat(rates.group("classifier/fc/kernel")).isEmpty();
    assertThat(rates.withGroups(groups).group("st0/localization/theta/bias"))
        .hasValueSatisfying(group -> assertThat(group.factor()).isEqualTo(0.5));
    assertThat(rates.withGroups(groups).group("st0/localization/fc/bias"))
        .hasValueSatisfying(group -> assertThat(group.factor()).isZero());
  }

  @Test
  void refusesGroupsWithoutWeights() {
    assertThatThrownBy(
            () -> ParameterGroups.parse("conv9=0.1").requireWeights(List.of("conv1/kernel")))
        .hasMessage(
            "groups: expected an expression that matches a weight but 'conv9' matches none of "
                + "[conv1/kernel]");
  }

  @Test
  void knowsTheLocalizationNetworks() {
    ParameterGroup group = ParameterGroup.localization(0.1);

    assertThat(group.has("st0/localization/fc/kernel")).isTrue();
    assertThat(group.has("classifier/conv1/kernel")).isFalse();
    assertThatThrownBy(() -> ParameterGroup.localization(-1))
        .hasMessage("factor: expected a number of at least 0 but got -1.0");
  }
}
