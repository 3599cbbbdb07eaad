package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.event.WatchedGradients;
import org.stnjava.train.event.WatchedTransformer;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.report.TrainingAnimation;
import org.tensorflow.proto.GraphDef;

class OutlineFileTest {
  private static final int IMAGES = 8;

  @TempDir Path folder;
  private Path path = Path.of("unset");

  @BeforeEach
  void name() {
    path = folder.resolve("outlines.csv");
  }

  /** A transformer that reads 2×3 points around a place of the image. */
  private static WatchedTransformer looking(String name, float x) {
    SpatialTransformer transformer =
        new SpatialTransformer(
            name,
            LocalizationNets.convolutional(),
            GridGenerator.of(new Affine(), 2, 3),
            Sampler.bilinear());
    float[] grid = new float[IMAGES * 12];
    for (int i = 0; i < grid.length / 2; i++) {
      grid[2 * i] = x + 0.1f * (i % 3 - 1);
      grid[2 * i + 1] = i % 6 < 3 ? -0.1f : 0.1f;
    }
    return new WatchedTransformer(
        transformer, IMAGES, new float[IMAGES * 6], grid, new float[IMAGES * 6], new float[0]);
  }

  private static void look(OutlineFile file, int step, float x) {
    file.onWatch(
        new NetworkWatched(
            step,
            Optional.of(new LabeledImages(4, 5, new byte[IMAGES * 20], new int[IMAGES])),
            List.of(looking("st0", x), looking("st1", -x)),
            new WatchedGradients(0, 0, 0)));
  }

  private static void evaluate(OutlineFile file, int step) {
    file.onEvaluation(new EvaluationEnded(new MetricRow(step, 1, 1, 1, 1, 1)));
  }

  private OutlineFile written(int... steps) {
    OutlineFile file = new OutlineFile(path);
    for (int step : steps) {
      look(file, step, step / 100f);
      evaluate(file, step);
    }
    return file;
  }

  @Test
  void keepsTheOutlinesOfEveryTransformerOnTheFirstImages() {
    written(10, 20);

    List<TrainingAnimation.Frame> frames = OutlineFile.read(path);

    assertThat(frames).extracting(TrainingAnimation.Frame::step).containsExactly(10, 20);
    assertThat(frames.get(1).outlines()).hasSize(6).allSatisfy(all -> assertThat(all).hasSize(2));
    assertThat(frames.get(1).outlines().get(5).get(0)[0]).isCloseTo(0.05f, within(1e-6f));
    assertThat(frames.get(1).outlines().get(5).get(1)[0]).isCloseTo(-0.35f, within(1e-6f));
  }

  @Test
  void leavesOutLooksBetweenEvaluations() {
    OutlineFile file = written(10);
    look(file, 15, 0.5f);
    look(file, 20, 0.2f);
    evaluate(file, 20);

    assertThat(OutlineFile.read(path))
        .extracting(TrainingAnimation.Frame::step)
        .containsExactly(10, 20);
  }

  @Test
  void continuesAsIfTheTrainingHadNotStopped() throws IOException {
    written(10, 20, 30);
    byte[] whole = Files.readAllBytes(path);
    written(40);
    Files.writeString(path, "50,0,0,0.1", StandardOpenOption.APPEND);

    OutlineFile resumed = new OutlineFile(path);
    resumed.onStart(
        new TrainingStarted(
            20,
            1,
            new TrainingStarted.Images(1, 1, EvaluationSet.TEST),
            GraphDef.getDefaultInstance()));
    look(resumed, 30, 0.3f);
    evaluate(resumed, 30);

    assertThat(path).hasBinaryContent(whole);
  }

  @Test
  void hasNothingToShowWithoutTransformers() {
    assertThat(OutlineFile.read(path)).isEmpty();
    evaluate(new OutlineFile(path), 10);
    assertThat(path).doesNotExist();
  }
}
