package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.ImageBatch;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.metric.Box;

class ColocalisationTest {

  private static final RunConfig CONFIG =
      RunConfig.of(
          Map.of(
              "experiment", "colocalisation",
              "digit", 3,
              "clutter", 16,
              "budget", "3 steps",
              "evaluations", 1));

  @TempDir Path temporary;

  @Test
  void takesHundredImagesOfADigitWhosePlacesAreKnown() {
    ExperimentData data = ExperimentData.load(CONFIG);

    assertThat(data.imageShape()).isEqualTo(new ImageShape(84, 84, 1));
    assertThat(data.classes()).isEqualTo(10);
    assertThat(data.dataset().train().labels()).hasSize(100).containsOnly(3);
    assertThat(data.boxes()).hasSize(100).allMatch(boxes -> boxes.size() == 1);
    assertThat(data.boxes().get(5).get(0)).extracting(Box::area).isEqualTo(28.0 * 28);
  }

  @Test
  void testsOnTheImagesThatAreLearnedFrom() {
    ExperimentData data = ExperimentData.load(CONFIG);
    byte[] first = data.test().images().image(0);

    try (BatchStream batches =
        BatchStream.of(Batches.of(data.dataset().train(), data.scene(), 100, 1))) {
      byte[] learned = new ImageBatch(batches.next()).images();

      assertThat(IntStream.range(0, 100).filter(i -> matches(learned, i * first.length, first)))
          .hasSize(1);
    }
  }

  private static boolean matches(byte[] all, int from, byte[] one) {
    return Arrays.equals(all, from, from + one.length, one, 0, one.length);
  }

  @Test
  void leavesAModelWhoseSuccessIsMeasured() {
    ModelCard card = Run.prepare(CONFIG, temporary.resolve("run")).start(List.of());

    assertThat(card.net()).isEqualTo("colocalizer");
    try (TrainedModel model = TrainedModel.open(temporary.resolve("run"))) {
      ModelFigures figures = model.measure(Optional.empty());
      assertThat(figures.images()).isEqualTo(100);
      assertThat(figures.testError()).isEqualTo(card.testError());
      // Nothing learned yet: windows are the whole image, of which an object is a ninth.
      assertThat(figures.iou().orElseThrow()).isCloseTo(1 / 9.0, within(0.01));
      assertThat(figures.success()).contains(0.0);
    }
  }

  @Test
  void refusesOtherNetworksAndClassesThatAreNotThere() {
    Path run = temporary.resolve("refused");

    assertThatThrownBy(() -> Run.prepare(CONFIG.with(Map.of("net", "st-cnn")), run))
        .hasMessage("net: expected colocalizer for colocalisation but got 'st-cnn'");
    assertThatThrownBy(() -> Run.prepare(CONFIG.with(Map.of("digit", 12)), run))
        .hasMessage("digit: expected a class of at least 2 images but 12 has 0");
    assertThatThrownBy(() -> CONFIG.with(Map.of("clutter", -1)))
        .hasMessage("clutter: expected at least 0 but got -1");
    assertThat(run).doesNotExist();
  }
}
