package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.ops.sample.Execution;
import org.stnjava.train.config.NetworkConfig;
import org.stnjava.train.optimize.Schedule;

class RunConfigTest {

  private static final RunConfig CONFIG = Experiments.first().defaults();

  @Test
  void takesNewValuesByName() {
    RunConfig config =
        CONFIG.with(Map.of("schedule", "step", "rate", "0.25", "budget", "3 epochs", "net", "fcn"));

    assertThat(config.training().rates().schedule()).isEqualTo(Schedule.STEP);
    assertThat(config.training().rates().rate()).isEqualTo(0.25);
    assertThat(config.training().budget()).hasToString("3 epochs");
    assertThat(config.network().net()).isEqualTo("fcn");
    assertThat(config.training().batch()).isEqualTo(CONFIG.training().batch());
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rate|fast|rate: expected a number but got 'fast'",
        "rate|-1|rate: expected a number of at least 0 but got -1.0",
        "start|middle|start: expected one of [identity, tiles] but got 'middle'",
        "parameters|0|parameters: expected at least 1 but got 0",
        "transformers|-1|transformers: expected at least 0 but got -1",
        "outputSize|20|outputSize: expected 'usual' or HEIGHTxWIDTH, such as 32x48, but got '20'",
        "theta|back|theta: expected one of [warp, forward] but got 'back'",
        "diversity|-1|diversity: expected a number of at least 0 but got -1.0",
        "thetaPenalty|much|thetaPenalty: expected a number but got 'much'",
        "leastScale|3|leastScale, mostScale: expected numbers above 0, in this order, but got 3.0"
            + " and 1.4",
        "batch|1.5|batch: expected a whole number but got '1.5'",
        "checkpointEvery|-1|checkpointEvery: expected at least 0 but got -1",
        "schedule|linear|schedule: expected one of [constant, step, exponential, cosine, one-cycle],"
            + " with what is left at the end if that is not the usual, such as 'exponential 0.001',"
            + " but got 'linear'",
        "schedule|step 0|schedule: expected an end in (0, 1] but got 0.0",
        "groups|fc|groups: expected EXPRESSION=FACTOR, then 'frozen STEPS' and 'warm-up STEPS'"
            + " if wanted, but got 'fc'",
        "groups|fc(=1|groups: expected a regular expression but got 'fc(': Unclosed group",
        "clipNorm|-2|clipNorm: expected a number of at least 0 but got -2.0",
        "optimizer|adagrad|optimizer: expected one of [sgd, nesterov, rmsprop, adam, adamw] but got"
            + " 'adagrad'",
        "optimizer|nesterov|momentum: expected a number in (0, 1) for nesterov but got 0.0",
        "budget|soon|budget: expected a number and steps, epochs or minutes, such as '20 epochs',"
            + " but got 'soon'",
      })
  void saysWhatIsWrongWithAValue(String name, String value, String message) {
    assertThatThrownBy(() -> CONFIG.with(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void executionReachesTheSamplerThatTransformersUse() {
    ClassifierOptions options = ClassifierOptions.of(new ImageShape(20, 24, 1), 10);

    for (Execution execution : Execution.values()) {
      NetworkConfig network = CONFIG.with(Map.of("execution", execution)).network();

      assertThat(network.appliedTo(options).sampler().execution()).isEqualTo(execution);
    }
  }

  @Test
  void listsTheSettingsWhenThereIsNoneOfAName() {
    assertThatThrownBy(() -> CONFIG.with(Map.of("speed", 1)))
        .hasMessage(
            "setting: expected one of [alpha, augment, backbone, backboneBatchNorm, backboneChecksum, "
                + "backboneRange, backboneRate, batch, beta1, beta2, boundPenalty, budget, "
                + "checkpointEvery, clipNorm, clipValue, clutter, color, data, digit, diversity, earlyStopping, "
                + "epsilon, evaluations, execution, experiment, fit, giveUpAfter, groups, imageSize, leastScale, localization, "
                + "localizationRate, lostAfter, momentum, mostScale, mostShift, net, objects, onLostWorker, optimizer, "
                + "outputSize, padding, parameters, rate, schedule, seed, skipBadFiles, start, sync, theta, "
                + "thetaPenalty, transform, transformers, warmUp, watchEvery, weightDecay] "
                + "but got 'speed'");
  }

  @Test
  void isReadBackFromItsSettings() {
    assertThat(RunConfig.of(CONFIG.settings())).isEqualTo(CONFIG);
    assertThat(CONFIG.settings()).containsEntry("optimizer", "adam");
  }

  @Test
  void isOneOfAnEarlierVersionThatKnewLess() {
    RunConfig earlier = RunConfig.of(Map.of("experiment", "mnist-r", "rate", 0.5));

    assertThat(earlier)
        .isEqualTo(Experiments.byName("mnist-r").defaults().with(Map.of("rate", 0.5)));
  }

  @Test
  void keepsSchedulesAndGroupsAsTheyWereGiven() {
    RunConfig config =
        CONFIG.with(
            Map.of("schedule", "cosine 0.1", "groups", "conv1=0;  fc=0.5 frozen 10 warm-up 20"));

    assertThat(config.settings())
        .containsEntry("schedule", "cosine 0.1")
        .containsEntry("groups", "conv1=0.0; fc=0.5 frozen 10 warm-up 20");
    assertThat(RunConfig.of(config.settings())).isEqualTo(config);
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
