package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.train.optimize.Schedule;

class RunConfigTest {

  private static final RunConfig CONFIG = Experiments.first().defaults();

  @Test
  void takesNewValuesByName() {
    RunConfig config =
        CONFIG.with(Map.of("schedule", "step", "rate", "0.25", "budget", "3 epochs", "net", "fcn"));

    assertThat(config.schedule()).isEqualTo(Schedule.STEP);
    assertThat(config.rate()).isEqualTo(0.25);
    assertThat(config.budget()).hasToString("3 epochs");
    assertThat(config.net()).isEqualTo("fcn");
    assertThat(config.batch()).isEqualTo(CONFIG.batch());
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rate|fast|rate: expected a number but got 'fast'",
        "rate|-1|rate: expected a number greater than 0 but got -1.0",
        "batch|1.5|batch: expected a whole number but got '1.5'",
        "schedule|linear|schedule: expected one of [constant, step, cosine] but got 'linear'",
        "budget|soon|budget: expected a number and steps, epochs or minutes, such as '20 epochs',"
            + " but got 'soon'",
      })
  void saysWhatIsWrongWithAValue(String name, String value, String message) {
    assertThatThrownBy(() -> CONFIG.with(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void listsTheSettingsWhenThereIsNoneOfAName() {
    assertThatThrownBy(() -> CONFIG.with(Map.of("speed", 1)))
        .hasMessage(
            "setting: expected one of [batch, budget, data, evaluations, experiment, "
                + "localizationRate, momentum, net, optimizer, padding, rate, schedule, seed, "
                + "transform] but got 'speed'");
  }

  @Test
  void isReadBackFromItsSettings() {
    assertThat(RunConfig.of(CONFIG.settings())).isEqualTo(CONFIG);
    assertThat(CONFIG.settings()).containsEntry("optimizer", "adam");
  }

  @Test
  void belongsToAnExperimentThatExists() {
    assertThatThrownBy(() -> Experiments.byName("mnist"))
        .hasMessageStartingWith("experiment: expected one of [mnist-r, mnist-rts, ")
        .hasMessageEndingWith("but got 'mnist'");
    assertThat(Experiments.all())
        .allSatisfy(e -> assertThat(e.defaults().experiment()).isEqualTo(e.name()));
  }
}
