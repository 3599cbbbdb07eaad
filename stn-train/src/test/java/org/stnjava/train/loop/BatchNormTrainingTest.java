package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.example.NormalizedNetwork;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.savedmodel.export.SavedModelExporter;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/** State in training runs: batch norm's moving statistics, from the first step to the export. */
class BatchNormTrainingTest {

  private static final Dataset DIGITS = Glyphs.dataset(60, 30, 1);
  private static final TrainingData DATA =
      TrainingData.of(DIGITS.train(), Distortions.byName("r"), DIGITS.test());
  private static final Classifier NETWORK = new NormalizedNetwork(new ImageShape(28, 28, 1), 10);
  private static final List<String> STATE =
      List.of(
          "classifier/norm1/moving_mean",
          "classifier/norm1/moving_variance",
          "classifier/norm2/moving_mean",
          "classifier/norm2/moving_variance");

  @TempDir Path folder;

  /** Keeps the losses and the number of parameters. */
  private static final class Recorder implements TrainingListener {
    private final List<Double> losses = new ArrayList<>();
    private long parameters;

    @Override
    public void onStart(TrainingStarted started) {
      parameters = started.parameters();
    }

    @Override
    public void onStep(StepEnded step) {
      losses.add(step.loss());
    }
  }

  private static TrainConfig config() {
    return TrainConfig.of(
            OptimizerConfig.adam(), RateConfig.of(1e-2, Schedule.COSINE), Budget.parse("7 steps"))
        .withBatch(20)
        .withEvaluations(3)
        .withCheckpointEvery(2)
        .withSeed(11);
  }

  private static Map<String, float[]> train(TrainConfig config, Recorder recorder) {
    return Trainer.fit(NetworkTrainable.of(NETWORK), DATA, config, List.of(recorder))
        .last()
        .weights();
  }

  @Test
  void moveWithEachStepAndCountForNoParameters() {
    Recorder recorder = new Recorder();

    Map<String, float[]> weights = train(config(), recorder);

    assertThat(weights).containsKeys(STATE.toArray(String[]::new));
    long state = STATE.stream().mapToLong(name -> values(weights, name).length).sum();
    long all = weights.values().stream().mapToLong(values -> values.length).sum();
    assertThat(state).isEqualTo(2 * (8 + 32));
    assertThat(recorder.parameters).isEqualTo(all - state);
    assertThat(values(weights, "classifier/norm1/moving_mean")).isNotEqualTo(new float[8]);
    assertThat(values(weights, "classifier/norm2/moving_variance")).doesNotContain(1);
  }

  private static float[] values(Map<String, float[]> weights, String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  @Test
  void areLeftAloneByEvaluationsAndLooks() {
    Map<String, float[]> expected = train(config(), new Recorder());

    Map<String, float[]> weights =
        train(config().withEvaluations(7).withWatchEvery(1), new Recorder());

    mustEqual(weights, expected);
  }

  @Test
  void resumeBitForBit() {
    Recorder whole = new Recorder();
    Recorder parts = new Recorder();
    Map<String, float[]> expected = train(config(), whole);
    Trainer trainer =
        Trainer.of(new TrainingJob(NetworkTrainable.of(NETWORK), DATA, config()))
            .with(List.of(parts));

    assertThatThrownBy(
            () ->
                trainer
                    .with(Checkpoints.in(folder))
                    .stoppingWhen(() -> parts.losses.size() == 3)
                    .fit())
        .isInstanceOf(TrainingStopped.class);
    Map<String, float[]> weights =
        trainer.with(Checkpoints.latestIn(folder)).fit().last().weights();

    assertThat(parts.losses).isEqualTo(whole.losses);
    mustEqual(weights, expected);
  }

  @Test
  void areUsedByTheExportAsByTheEvaluation() {
    LabeledImages images = DIGITS.test();
    Path exported = folder.resolve("model");
    float[] expected;
    try (TrainingGraph graph =
        new TrainingGraph(NetworkTrainable.of(NETWORK), config().updates(), 11)) {
      for (int step = 1; step <= 3; step++) {
        graph.step(DATA.batches(20, 11).at(step), 1e-2, step);
      }
      expected = graph.logits(Examples.of(images).slice(0, images.size()));
      SavedModelExporter.export(NETWORK, graph.weights(), exported);
    }

    try (ExportedClassifier classifier = ExportedClassifier.load(exported)) {
      float[] logits = classifier.logits(images.pixels(), NETWORK.input());

      // The export is built of ordinary operations, which round elsewhere.
      assertThat(logits).containsExactly(expected, within(1e-5f));
    }
  }

  private static void mustEqual(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
  }
}
