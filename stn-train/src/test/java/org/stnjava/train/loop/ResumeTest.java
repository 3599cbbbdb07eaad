package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.set.Dataset;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.train.checkpoint.CheckpointFolder;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.OptimizerConfig.OptimizerName;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

class ResumeTest {

  /** Not a multiple of the batch: epochs end within batches. */
  private static final Dataset DIGITS = Glyphs.dataset(50, 30, 1);

  private static final TrainingData DATA =
      TrainingData.of(DIGITS.train(), Distortions.byName("r"), DIGITS.test());

  @TempDir Path folder;
  private Checkpoints checkpoints = Checkpoints.none();

  @BeforeEach
  void keepCheckpoints() {
    checkpoints = Checkpoints.in(folder);
  }

  /** Keeps what it hears. */
  private static final class Recorder implements TrainingListener {
    private final List<Double> losses = new ArrayList<>();
    private final List<MetricRow> rows = new ArrayList<>();
    private final List<AlarmRaised> alarms = new ArrayList<>();

    @Override
    public void onAlarm(AlarmRaised alarm) {
      alarms.add(alarm);
    }

    @Override
    public void onStep(StepEnded step) {
      losses.add(step.loss());
    }

    @Override
    public void onEvaluation(EvaluationEnded evaluation) {
      rows.add(evaluation.row());
    }
  }

  private static Trainer trainer(String net, OptimizerName optimizer, Recorder recorder) {
    Classifier classifier =
        Classifiers.byName(
            net,
            ClassifierOptions.of(new ImageShape(28, 28, 1), 10)
                .withPadding(Padding.constant(-0.5f)));
    TrainConfig config =
        TrainConfig.of(
                new OptimizerConfig(optimizer, 0.9, 0.99, 0.9, 0.999, 1e-8, 0.01),
                RateConfig.of(1e-2, Schedule.COSINE),
                Budget.parse("7 steps"))
            .withBatch(20)
            .withEvaluations(3)
            .withWatchEvery(2)
            .withCheckpointEvery(2)
            .withSeed(11);
    return Trainer.of(new TrainingJob(NetworkTrainable.of(classifier), DATA, config))
        .with(List.of(recorder));
  }

  private Checkpoints latest() {
    return Checkpoints.latestIn(folder);
  }

  @ParameterizedTest(name = "{0} with {1}, stopped after {2} steps, seed 11")
  @CsvSource({
    "st-fcn, ADAM, 0",
    "st-fcn, ADAM, 3",
    "st-fcn, ADAMW, 5",
    "st-fcn, RMSPROP, 2",
    "st-fcn, NESTEROV, 1",
    "tutorial, SGD, 4",
    "tutorial, SGD, 6"
  })
  void continuesBitForBit(String net, OptimizerName optimizer, int steps) {
    Recorder whole = new Recorder();
    Recorder parts = new Recorder();
    Map<String, float[]> expected = trainer(net, optimizer, whole).fit().last().weights();

    assertThatThrownBy(
            () ->
                trainer(net, optimizer, parts)
                    .with(checkpoints)
                    .stoppingWhen(() -> parts.losses.size() == steps)
                    .fit())
        .isInstanceOf(TrainingStopped.class)
        .hasMessage("stopped after step " + steps);
    Map<String, float[]> weights =
        trainer(net, optimizer, parts).with(latest()).fit().last().weights();

    assertThat(parts.losses).isEqualTo(whole.losses);
    assertThat(parts.rows).isEqualTo(whole.rows);
    assertThat(weights.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertThat(weights.get(name)).as(name).isEqualTo(values));
  }

  @Test
  void givesTheWeightsOfAFinishedTrainingAgain() {
    Recorder recorder = new Recorder();
    Map<String, float[]> expected =
        trainer("st-fcn", OptimizerName.ADAM, recorder).with(checkpoints).fit().last().weights();

    Map<String, float[]> weights =
        trainer("st-fcn", OptimizerName.ADAM, recorder).with(latest()).fit().last().weights();

    assertThat(recorder.losses).hasSize(7);
    expected.forEach((name, values) -> assertThat(weights.get(name)).isEqualTo(values));
  }

  @Test
  void keepsItsStateAtEvaluationsAndAsOftenAsAsked() {
    List<Integer> steps = new ArrayList<>();

    trainer("st-fcn", OptimizerName.ADAM, new Recorder())
        .with(checkpoints)
        .stoppingWhen(
            () -> {
              steps.add(
                  new CheckpointFolder(folder)
                      .latest()
                      .map(checkpoint -> checkpoint.progress().step())
                      .orElse(0));
              return false;
            })
        .fit();

    // Evaluations are due after 3, 5 and 7 of the 7 steps.
    assertThat(steps).containsExactly(0, 0, 2, 3, 4, 5, 6);
    assertThat(new CheckpointFolder(folder).latest().orElseThrow().progress().step()).isEqualTo(7);
  }

  @Test
  void evaluatesAndSavesAgainWhenTheBudgetHasGrown() {
    Recorder recorder = new Recorder();
    trainer("st-fcn", OptimizerName.ADAM, recorder).with(checkpoints).fit();

    TrainingResult result =
        longer(trainer("st-fcn", OptimizerName.ADAM, recorder), "9 steps").with(latest()).fit();

    assertThat(recorder.losses).hasSize(9);
    assertThat(recorder.rows).last().extracting(MetricRow::step).isEqualTo(9);
    assertThat(result.last().step()).isEqualTo(9);
    assertThat(result.last().evaluation().error()).isBetween(0.0, 1.0);
    assertThat(new CheckpointFolder(folder).latest().orElseThrow().progress().step()).isEqualTo(9);
  }

  private static Trainer longer(Trainer trainer, String budget) {
    TrainConfig c = trainer.job().config();
    TrainConfig config =
        TrainConfig.of(c.rule(), c.rates(), Budget.parse(budget))
            .withBatch(c.batch())
            .withEvaluations(c.evaluation().evaluations())
            .withSeed(c.seed());
    return Trainer.of(new TrainingJob(trainer.job().trainable(), DATA, config))
        .with(trainer.listeners());
  }

  @Test
  void remembersTheBestWeightsOfBeforeTheStop() {
    Recorder recorder = new Recorder();
    TrainingResult whole = trainer("st-fcn", OptimizerName.ADAM, recorder).fit();

    assertThatThrownBy(
            () ->
                trainer("st-fcn", OptimizerName.ADAM, new Recorder())
                    .with(checkpoints)
                    .stoppingWhen(new AfterSteps(6))
                    .fit())
        .isInstanceOf(TrainingStopped.class);
    TrainingResult resumed =
        trainer("st-fcn", OptimizerName.ADAM, new Recorder()).with(latest()).fit();

    assertThat(resumed.best().step()).isEqualTo(whole.best().step());
    assertThat(resumed.best().evaluation()).isEqualTo(whole.best().evaluation());
    whole
        .best()
        .weights()
        .forEach(
            (name, values) ->
                assertThat(resumed.best().weights().get(name)).as(name).isEqualTo(values));
  }

  @Test
  void warnsThatTheCheckpointOfTheBestEvaluationIsMissing() throws IOException {
    assertThatThrownBy(
            () ->
                trainer("st-fcn", OptimizerName.ADAM, new Recorder())
                    .with(checkpoints)
                    .stoppingWhen(new AfterSteps(6))
                    .fit())
        .isInstanceOf(TrainingStopped.class);
    int best = latest().start().orElseThrow().progress().bestStep();
    StagedFolder.delete(folder.resolve("step-%08d".formatted(best)));
    Recorder recorder = new Recorder();

    trainer("st-fcn", OptimizerName.ADAM, recorder).with(latest()).fit();

    assertThat(recorder.alarms)
        .contains(
            new AlarmRaised(
                6,
                "the checkpoint of the best evaluation, of step "
                    + best
                    + ", is missing; unless a later evaluation is better, the best weights of this"
                    + " run are the last"));
  }

  /** Is met when it was asked before so many steps. */
  private static final class AfterSteps implements BooleanSupplier {
    private int left;

    AfterSteps(int steps) {
      left = steps;
    }

    @Override
    public boolean getAsBoolean() {
      return left-- == 0;
    }
  }

  @Test
  void refusesTheStateOfAnotherOptimizer() {
    Recorder recorder = new Recorder();
    trainer("st-fcn", OptimizerName.SGD, recorder).with(checkpoints).fit().last().weights();

    assertThatThrownBy(
            () ->
                trainer("st-fcn", OptimizerName.ADAM, recorder)
                    .with(latest())
                    .fit()
                    .last()
                    .weights())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected this model's weights; missing [adam_mean/")
        .hasMessageContaining("unknown [momentum/")
        .hasMessageEndingWith("different []");
  }
}
