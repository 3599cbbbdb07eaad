package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.metric.MetricsCsv;

@TestInstance(Lifecycle.PER_CLASS)
class RunTest {

  private static final RunConfig CONFIG =
      Experiments.byName("mnist-r")
          .defaults()
          .with(
              Map.of(
                  "net", "st-fcn", "budget", "4 steps", "batch", 16, "evaluations", 2, "seed", 5));

  @TempDir static Path temporary;
  private RunFolder folder = new RunFolder(Path.of("unset"));
  private ModelCard card = new ModelCard("", "", "", "", "", 0, 0, 0, 0, 0, CONFIG, Map.of());

  @BeforeAll
  void run() {
    Run run = Run.prepare(CONFIG, temporary.resolve("one"));
    card = run.start(List.of());
    folder = run.folder();
  }

  private static ModelFigures measure(Path path, Optional<String> data) {
    try (TrainedModel model = TrainedModel.open(path)) {
      return model.measure(data);
    }
  }

  @Test
  void makesNothingWhenSettingsDoNotFit() {
    Path path = temporary.resolve("three");

    assertThatThrownBy(() -> Run.prepare(CONFIG.with(Map.of("net", "tree")), path))
        .hasMessage("net: expected one of [fcn, cnn, st-fcn, st-cnn, tutorial] but got 'tree'");
    assertThatThrownBy(() -> Run.prepare(CONFIG.with(Map.of("data", "nowhere")), path))
        .hasMessage("data: nowhere: expected a folder of idx files but found nothing");
    assertThat(path).doesNotExist();
    assertThatThrownBy(() -> Run.prepare(CONFIG, path.resolve("deep")))
        .hasMessage(
            "run: %s: expected a folder in one that exists, but there is no folder %s"
                .formatted(path.resolve("deep"), path));
  }

  @Test
  void leavesItsFolderComplete() throws IOException {
    try (Stream<Path> files = Files.list(folder.path())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.yaml", "metrics.csv", "saved_model", "card.json", "report.html");
    }
    assertThat(folder.savedModel().resolve("card.json")).exists();
  }

  @Test
  void measuresAtEachEvaluation() {
    assertThat(MetricsCsv.read(folder.metrics()).stream().map(MetricRow::step))
        .containsExactly(2, 4);
  }

  @Test
  void testsTheExportedNetworkAsTheTrainedOne() {
    MetricRow last = MetricsCsv.read(folder.metrics()).get(1);

    assertThat(card.testError()).isEqualTo(last.testError());
    assertThat(card.images()).isEqualTo(4_000);
    assertThat(ModelCard.read(folder.card())).isEqualTo(card);
  }

  @Test
  void givesTheSameMetricsAgain() throws IOException {
    Run again = Run.prepare(CONFIG, temporary.resolve("two"));

    again.start(List.of());

    assertThat(Files.readAllBytes(again.folder().metrics()))
        .isEqualTo(Files.readAllBytes(folder.metrics()));
  }

  @Test
  void canBeRunAgainFromItsConfig() {
    ConfigFile file = ConfigFile.read(folder.config());

    assertThat(file.settings()).isEqualTo(CONFIG);
    assertThat(file.dataChecksum()).isEqualTo(card.dataChecksum());
    assertThat(file.versions()).containsEntry("tensorflow", "2.18.0");
  }

  @Test
  void showsItsTransformerInTheReport() throws IOException {
    String page = Files.readString(folder.report());

    assertThat(page).contains("mnist-r: st-fcn on glyphs").contains("<polygon");
  }

  @Test
  void canBeMeasuredAgainAsARunAndAsASavedModel() {
    ModelFigures ofRun = measure(folder.path(), Optional.empty());
    ModelFigures ofModel = measure(folder.savedModel(), Optional.of("glyphs"));

    assertThat(ofModel).isEqualTo(ofRun);
    assertThat(ofRun.testError()).isEqualTo(card.testError());
    assertThat(ofRun.experiment()).contains("mnist-r");
    assertThat(ofRun.steps()).contains(4);
  }

  @Test
  void isExportedIntoTheNextVersion() {
    Path store = temporary.resolve("models");

    Path first = ModelStore.nextVersion(store, folder);
    ModelStore.copy(folder, first);

    assertThat(first).isEqualTo(store.resolve("mnist-r-st-fcn-affine/1"));
    assertThat(first.resolve("card.json")).exists();
    assertThat(measure(first, Optional.empty()).testError()).isEqualTo(card.testError());
    assertThat(ModelStore.nextVersion(store, folder).getFileName()).hasToString("2");
    assertThatThrownBy(() -> ModelStore.copy(folder, first))
        .hasMessage("out: %s: expected a new folder but it exists".formatted(first));
  }

  @Test
  void refusesAFolderWithSomethingInIt() {
    assertThatThrownBy(() -> Run.prepare(CONFIG, folder.path()))
        .hasMessage(
            "run: %s: expected a new folder but there is something already"
                .formatted(folder.path()));
  }

  @Test
  void refusesToOpenWhatIsNoRun() {
    assertThatThrownBy(() -> RunFolder.open(temporary))
        .hasMessage(
            "run: %s: expected a finished run but it has no config.yaml".formatted(temporary));
  }

  @Test
  void wantsDataForAModelWithoutACard() throws IOException {
    Path copy = temporary.resolve("copy");
    ModelStore.copy(folder, copy);
    Files.delete(copy.resolve("card.json"));

    assertThatThrownBy(() -> measure(copy, Optional.empty()))
        .hasMessage(
            "data: expected a folder of images, as %s has no card.json, but got none"
                .formatted(copy));
  }
}
