package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.loop.TrainingStopped;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.metric.MetricsCsv;
import org.stnjava.train.objective.Objective;

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
  private ModelCard card =
      new ModelCard("", "", "", "", "", 0, 0, 0, 0, 0, 0, CONFIG, Map.of(), null);

  @BeforeAll
  void run() {
    Run run = Run.prepare(CONFIG, temporary.resolve("one"));
    card = run.start(List.of());
    folder = run.folder();
  }

  private static ModelMetrics measure(Path path, Optional<String> data) {
    try (TrainedModel model = TrainedModel.open(path)) {
      return model.measure(data);
    }
  }

  @Test
  void makesNothingWhenSettingsDoNotFit() {
    Path path = temporary.resolve("three");

    assertThatThrownBy(() -> Run.prepare(CONFIG.with(Map.of("net", "tree")), path))
        .hasMessage("net: expected one of " + Classifiers.names() + " but got 'tree'");
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
              "config.yaml",
              "events",
              "metrics.csv",
              "outlines.csv",
              "film.gif",
              "checkpoints",
              "saved_model",
              "card.json",
              "report.html");
    }
    assertThat(folder.savedModel().resolve("card.json")).exists();
  }

  @Test
  void keepsTheBatchThatTheLossWasNotFiniteFor() {
    Run wild = Run.prepare(CONFIG.with(Map.of("rate", 1e30)), temporary.resolve("wild"));
    Path batch = temporary.resolve("wild/failed_batch");

    assertThatThrownBy(() -> wild.start(List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "the loss is (NaN|Infinity) at step 2; a lower rate than \\S+ or clipNorm=1 may help; "
                + "its batch is in .*failed_batch");
    assertThat(NpyFile.read(batch.resolve("images.npy")).shape()).containsExactly(16, 28, 28, 1);
    assertThat(NpyFile.read(batch.resolve("labels.npy")).shape()).containsExactly(16);
  }

  @Test
  void tellsWhichObjectItsTransformerTakes() {
    LabeledImages images = ExperimentData.load(CONFIG).test().images().slice(0, 3);
    List<Box> objects = List.of(new Box(40, 40, 50, 50), new Box(0, 0, 28, 28));

    try (ExportedClassifier exported = ExportedClassifier.load(folder.savedModel())) {
      Localization localization =
          new TestedModel(exported, images, Objective.crossEntropy())
              .localize(Collections.nCopies(3, objects));

      assertThat(localization.images()).hasSize(3);
      assertThat(localization.taking(0, 1)).isEqualTo(1);
      // Four steps leave the transformer near the identity.
      assertThat(localization.success(0)).isEqualTo(1);
    }
  }

  @Test
  void keepsAlarmsOneALine() throws IOException {
    AlarmFile alarms = new AlarmFile(temporary.resolve("alarms.txt"));

    alarms.onAlarm(new AlarmRaised(20, "transformer st0 is ill"));
    alarms.onAlarm(new AlarmRaised(40, "transformer st1 is too"));

    assertThat(alarms.file())
        .content()
        .isEqualToNormalizingNewlines(
            "step 20: transformer st0 is ill\nstep 40: transformer st1 is too\n");
  }

  @Test
  void dropsAlarmsOfStepsThatComeAgain() throws IOException {
    Path file = temporary.resolve("again.txt");
    Files.writeString(file, "step 20: ill\nstep 40: well\nstep 60: ill\nstep 8");

    AlarmFile.after(40, file).onAlarm(new AlarmRaised(60, "worse"));

    assertThat(file)
        .content()
        .isEqualToNormalizingNewlines("step 20: ill\nstep 40: well\nstep 60: worse\n");
  }

  @Test
  void measuresAtEachEvaluation() {
    assertThat(MetricsCsv.read(folder.metrics()).stream().map(MetricRow::step))
        .containsExactly(2, 4);
  }

  @Test
  void savesTheWeightsThatTheValidationSetChooses() throws IOException {
    RunConfig validated = CONFIG.with(Map.of("validation", 0.02, "budget", "8 steps"));
    Run run = Run.prepare(validated, temporary.resolve("validated"));

    ModelCard chosen = run.start(List.of());

    MetricRow best =
        MetricsCsv.read(run.folder().metrics()).stream()
            .min(Comparator.comparingDouble(MetricRow::error).thenComparing(row -> -row.step()))
            .orElseThrow();
    assertThat(chosen.validation())
        .isEqualTo(new ModelCard.Validation(best.step(), best.images(), best.error(), best.loss()));
    assertThat(best.set()).isEqualTo(EvaluationSet.VALIDATION);
    assertThat(ModelCard.read(run.folder().card())).isEqualTo(chosen);
    assertThat(chosen.images()).isEqualTo(4_000);
    assertThat(measure(run.folder().path(), Optional.empty()).testError())
        .isEqualTo(chosen.testError());
    assertThat(Files.readString(run.folder().report()))
        .contains("Validation error")
        .contains("Test error");
  }

  @Test
  void testsTheExportedNetworkAsTheTrainedOne() {
    MetricRow last = MetricsCsv.read(folder.metrics()).get(1);

    assertThat(card.testError()).isEqualTo(last.error());
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
  void continuesAsIfItHadNotStopped() throws IOException {
    Path path = temporary.resolve("stopped");
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () -> Run.prepare(CONFIG, path).start(List.of(), () -> asked.getAndIncrement() == 3))
        .isInstanceOf(TrainingStopped.class)
        .hasMessage("stopped after step 3");
    RunFolder stopped = new RunFolder(path);
    // What a life that ended later than its last checkpoint may leave.
    Files.writeString(stopped.metrics(), "4,1,1,1,1,1,1\n5,", StandardOpenOption.APPEND);
    Files.createDirectory(stopped.savedModel());
    Files.writeString(path.resolve(".staged.tmp"), "half");

    Run resumed = Run.resume(Run.settingsOf(path), path);
    ModelCard again = resumed.start(List.of());

    assertThat(resumed.step()).isEqualTo(3);
    assertThat(again).isEqualTo(card);
    assertThat(Files.readAllBytes(stopped.metrics()))
        .isEqualTo(Files.readAllBytes(folder.metrics()));
    assertThat(path.resolve(".staged.tmp")).doesNotExist();
  }

  @Test
  void beginsAgainIfItEndedBeforeItsFirstCheckpoint() throws IOException {
    Path path = temporary.resolve("early");
    RunFolder early = new RunFolder(path);
    Files.createDirectories(early.checkpoints());
    Files.copy(folder.config(), early.config());
    Files.writeString(early.metrics(), "step,ep");
    Files.writeString(early.alarms(), "step 1: ill\n");

    Run resumed = Run.resume(Run.settingsOf(path), path);
    ModelCard again = resumed.start(List.of());

    assertThat(resumed.step()).isZero();
    assertThat(again).isEqualTo(card);
    assertThat(Files.readAllBytes(early.metrics())).isEqualTo(Files.readAllBytes(folder.metrics()));
    assertThat(early.alarms()).isEmptyFile();
  }

  @Test
  void isNotResumedWithOtherSettings() throws IOException {
    Path path = temporary.resolve("begun");
    Files.createDirectory(path);
    Files.copy(folder.config(), path.resolve("config.yaml"));

    assertThatThrownBy(() -> Run.resume(CONFIG.with(Map.of("rate", 0.5, "seed", 6)), path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run: %s: expected the settings that it was begun with but got rate=0.5 instead of 0.001, seed=6 instead of 5"
                .formatted(path));
    assertThat(Run.resume(CONFIG.with(Map.of("checkpointEvery", 7)), path).config().training())
        .isEqualTo(CONFIG.training().withCheckpointEvery(7));
  }

  @Test
  void isNotResumedWithOtherData() throws IOException {
    Path path = temporary.resolve("elsewhere");
    Files.createDirectory(path);
    Files.writeString(
        path.resolve("config.yaml"),
        Files.readString(folder.config()).replace(card.dataChecksum(), "1234"));
    Path checkpoint = Files.createDirectories(path.resolve("checkpoints/step-00000002"));
    Files.copy(
        folder.checkpoints().resolve("step-00000002/state.json"), checkpoint.resolve("state.json"));

    assertThatThrownBy(() -> Run.resume(CONFIG, path))
        .hasMessage(
            "data: expected the files that the model was trained on, with checksum 1234, but glyphs has "
                + card.dataChecksum());
  }

  @Test
  void isNotResumedWhenThereIsNothingToContinue() {
    Path none = temporary.resolve("none");
    assertThatThrownBy(() -> Run.settingsOf(none))
        .hasMessage("run: %s: expected the folder of a run to resume but there is none", none);
    assertThatThrownBy(() -> Run.settingsOf(temporary))
        .hasMessage("run: %s: expected a run to resume but it has no config.yaml", temporary);
    assertThatThrownBy(() -> Run.settingsOf(folder.path()))
        .hasMessage("run: %s: expected a run to resume but it is finished", folder.path());
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
    ModelMetrics ofRun = measure(folder.path(), Optional.empty());
    ModelMetrics ofModel = measure(folder.savedModel(), Optional.of("glyphs"));

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
