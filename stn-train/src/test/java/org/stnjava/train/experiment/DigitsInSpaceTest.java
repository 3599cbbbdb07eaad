package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.train.graph.Evaluator;
import org.stnjava.train.report.Film;

class DigitsInSpaceTest {

  @TempDir Path temporary;

  @Test
  void trainsAndShowsVolumes() throws IOException {
    Path digits = SmallDigits.write(temporary.resolve("digits"), 12, 25);
    RunConfig config =
        RunConfig.of(Map.of("experiment", "mnist-3d"))
            .with(
                Map.of(
                    "data", digits.toString(), "budget", "2 steps", "evaluations", 1, "batch", 4));

    Run run = Run.prepare(config, temporary.resolve("run"));
    ModelCard card = run.start(List.of());

    assertThat(card.net()).isEqualTo("st-volume");
    assertThat(card.transform()).isEqualTo("affine3d");
    assertThat(card.images()).isEqualTo(25);
    List<Film.Frame> frames = OutlineFile.read(run.folder().outlines());
    assertThat(frames).hasSize(1);
    // Two steps leave the middle slice near the border of the whole.
    float[] outline = frames.get(0).outlines().get(0).get(0);
    assertThat(outline[0]).isBetween(-1.2f, -0.8f);
    assertThat(outline[1]).isBetween(-1.2f, -0.8f);
    assertThat(Files.readString(run.folder().report())).contains("<polygon");
    try (TrainedModel model = TrainedModel.open(run.folder().path())) {
      assertThat(model.measure(Optional.empty()).testError()).isEqualTo(card.testError());
    }
    mustShowTheFront(run, config);
  }

  private static void mustShowTheFront(Run run, RunConfig config) {
    ExperimentData data = ExperimentData.load(config);
    try (ExportedClassifier exported = ExportedClassifier.load(run.folder().savedModel())) {
      TestedModel tested = new TestedModel(exported, data.test().images(), config.objective());
      ExportedClassifier.Attention seen = tested.attend(0).get(0);

      assertThat(seen.theta()).hasSize(12);
      assertThat(seen.output()).hasToString("ImageShape[height=56, width=56, channels=1]");
      assertThat(seen.grid()).hasSize(56 * 56 * 2);
      assertThat(seen.warped()).hasSize(56 * 56);
    }
    assertThat(data.boxes()).isEmpty();
  }

  @Test
  void testsFewVolumesAtOnce() {
    assertThat(Evaluator.batchSize(Examples.of(images(60, 60, 60)))).isEqualTo(19);
    assertThat(Evaluator.batchSize(Examples.of(images(60, 60, 1)))).isEqualTo(250);
    assertThat(Evaluator.batchSize(Examples.of(images(4000, 4001, 3)))).isEqualTo(1);
  }

  private static LabeledImages images(int height, int width, int channels) {
    return new LabeledImages(
        height, width, channels, new byte[height * width * channels], new int[1]);
  }
}
