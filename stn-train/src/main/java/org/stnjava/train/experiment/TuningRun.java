package org.stnjava.train.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stnjava.data.file.StagedFile;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.config.Settings;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingResult;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.MetricsCsv;
import org.stnjava.train.report.HtmlReport;
import org.stnjava.train.report.Report;

/**
 * The folder of a run that trains a loaded model further: its settings, metrics, TensorBoard
 * events, alarms, checkpoints and report.
 *
 * @param folder the files
 * @param checkpoints where the run begins
 */
public record TuningRun(RunFolder folder, Checkpoints checkpoints) {

  private static final String SETTINGS = "finetune.json";

  /** Changes no result. */
  private static final String FREE = "checkpointEvery";

  /**
   * Makes the folder of a new run.
   *
   * @param path where; must not exist or be empty, its parent must exist
   * @param settings all that decides the run's results, by name
   * @return the run before its first step
   * @throws IllegalArgumentException if there is something in the folder or it has no parent
   */
  public static TuningRun create(Path path, Map<String, ?> settings) {
    RunFolder folder = RunFolder.create(path);
    try {
      StagedFile.replace(
          path.resolve(SETTINGS),
          (Settings.JSON.writeValueAsString(settings) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("settings: cannot be written: " + e.getMessage(), e);
    }
    return new TuningRun(folder, Checkpoints.in(folder.checkpoints()));
  }

  /**
   * Opens a run to continue from its last checkpoint, as if it had not stopped.
   *
   * @param path the run's folder
   * @param settings as they were when it began
   * @return the run
   * @throws IllegalArgumentException if there is no such run, or it began with other settings
   */
  public static TuningRun resume(Path path, Map<String, ?> settings) {
    Path file = path.resolve(SETTINGS);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "run: %s: expected a run to resume but it has no %s".formatted(path, SETTINGS));
    }
    requireSame(path, read(file), settings);
    RunFolder folder = new RunFolder(path);
    return new TuningRun(folder, Checkpoints.latestIn(folder.checkpoints()));
  }

  private static Map<String, Object> read(Path file) {
    try {
      return Settings.JSON.readValue(
          Files.readString(file), new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: expected the settings of a run but it holds none: %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void requireSame(Path path, Map<String, Object> begun, Map<String, ?> settings) {
    settings.forEach(
        (name, value) -> {
          if (!name.equals(FREE)
              && !String.valueOf(value).equals(String.valueOf(begun.get(name)))) {
            throw new IllegalArgumentException(
                "run: %s: expected the settings that it began with but got %s=%s instead of %s"
                    .formatted(path, name, value, begun.get(name)));
          }
        });
  }

  /**
   * Trains, and writes into the folder what it measures; with a test set that is classified, {@code
   * report.html}, too.
   *
   * @param trainer what to train, with listeners of its own
   * @return the weights
   * @throws IllegalStateException if the loss is infinite or not a number; names the batch's files
   */
  public TrainingResult fit(Trainer trainer) {
    TrainingResult result = new RecordedTraining(folder, checkpoints).fit(trainer);
    result.predictions().ifPresent(this::writeReport);
    return result;
  }

  private void writeReport(Evaluation predictions) {
    Map<String, String> settings = new LinkedHashMap<>();
    read(folder.path().resolve(SETTINGS))
        .forEach((name, value) -> settings.put(name, String.valueOf(value)));
    Report report =
        Report.of(
                "Fine-tuning of " + settings.get("model"),
                MetricsCsv.read(folder.metrics()),
                predictions)
            .withSettings(settings);
    new HtmlReport(report).write(folder.report());
  }
}
