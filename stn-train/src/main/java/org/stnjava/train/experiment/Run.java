package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.savedmodel.ExportedClassifier;
import org.stnjava.models.savedmodel.SavedModelExporter;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.loop.LossNotFinite;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingSets;
import org.stnjava.train.loop.TrainingStopped;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.metric.MetricsCsv;
import org.stnjava.train.optimize.ParameterGroups;
import org.stnjava.train.tensorboard.TensorBoardListener;

/** A training from its settings to its folder of results. */
public final class Run {

  /** The setting that no result depends on. */
  private static final String OPEN_TO_CHANGE = "checkpointEvery";

  private final RunConfig config;
  private final ExperimentData data;
  private final Classifier classifier;
  private final RunFolder folder;
  private final Checkpoints checkpoints;

  private Run(
      RunConfig config,
      ExperimentData data,
      Classifier classifier,
      RunFolder folder,
      Checkpoints checkpoints) {
    this.config = config;
    this.data = data;
    this.classifier = classifier;
    this.folder = folder;
    this.checkpoints = checkpoints;
  }

  /**
   * Loads the data and makes the folder of a new run, if all that was asked for fits together.
   *
   * @param config all settings
   * @param path the folder; must not exist or be empty, its parent must exist
   * @return the run, ready to start
   * @throws IllegalArgumentException if settings or data do not fit together, or the folder is not
   *     a new one; nothing is made then
   */
  public static Run prepare(RunConfig config, Path path) {
    RunFolder.requireNew(path);
    ExperimentData data = ExperimentData.load(config);
    Classifier classifier = classifier(config, data);
    RunFolder folder = RunFolder.create(path);
    return new Run(config, data, classifier, folder, Checkpoints.in(folder.checkpoints()));
  }

  /**
   * Prepares a run to continue from its last checkpoint, or from its beginning if there is none
   * yet, as if it had not stopped.
   *
   * @param config all settings, as they were when it began; only {@code checkpointEvery}, which
   *     changes no result, may differ
   * @param path the run's folder
   * @return the run, ready to continue
   * @throws IllegalArgumentException if there is no unfinished run, or it was begun with other
   *     settings or other data
   */
  public static Run resume(RunConfig config, Path path) {
    RunFolder folder = RunFolder.openUnfinished(path);
    ConfigFile begun = ConfigFile.read(folder.config());
    requireSame(begun.settings(), config, path);
    Checkpoints checkpoints = Checkpoints.latestIn(folder.checkpoints());
    ExperimentData data = ExperimentData.load(config);
    data.requireChecksum(begun.dataChecksum());
    Classifier classifier = classifier(config, data);
    return new Run(config, data, classifier, folder, checkpoints);
  }

  /**
   * The settings of a run that was begun.
   *
   * @param path its folder
   * @return the settings
   * @throws IllegalArgumentException if there is no unfinished run
   */
  public static RunConfig settingsOf(Path path) {
    return ConfigFile.read(RunFolder.openUnfinished(path).config()).settings();
  }

  private static Classifier classifier(RunConfig config, ExperimentData data) {
    Classifier classifier = Networks.of(config, data);
    ParameterGroups groups = config.training().rates().groups();
    if (!groups.all().isEmpty()) {
      groups.requireWeights(Networks.weightNames(classifier));
    }
    long pixels = (long) config.training().batch() * classifier.input().size();
    if (pixels > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "batch: expected at most %d images of %d pixels but got %d"
              .formatted(
                  Integer.MAX_VALUE / classifier.input().size(),
                  classifier.input().size(),
                  config.training().batch()));
    }
    return classifier;
  }

  private static void requireSame(RunConfig begun, RunConfig config, Path path) {
    Map<String, Object> before = begun.settings();
    List<String> changed = new ArrayList<>();
    config
        .settings()
        .forEach(
            (name, value) -> {
              if (!name.equals(OPEN_TO_CHANGE) && !value.equals(before.get(name))) {
                changed.add("%s=%s instead of %s".formatted(name, value, before.get(name)));
              }
            });
    if (!changed.isEmpty()) {
      throw new IllegalArgumentException(
          "run: %s: expected the settings that it was begun with but got %s"
              .formatted(path, String.join(", ", changed)));
    }
  }

  /** {@return where the results go} */
  public RunFolder folder() {
    return folder;
  }

  /** {@return all settings} */
  public RunConfig config() {
    return config;
  }

  /** {@return the bad files that were left out, with what is wrong with each} */
  public List<String> skippedFiles() {
    return data.skipped();
  }

  /** {@return the number of steps that lie behind it} */
  public int step() {
    return checkpoints.start().map(start -> start.progress().step()).orElse(0);
  }

  /**
   * Trains, tests, exports and reports.
   *
   * @param listeners who hears of the training
   * @return the trained network's figures
   */
  public ModelCard start(List<TrainingListener> listeners) {
    return start(listeners, () -> false);
  }

  /**
   * Trains, tests, exports and reports, unless it is asked to stop before.
   *
   * @param listeners who hears of the training
   * @param stop asked before each step whether to end here, with a checkpoint
   * @return the trained network's figures
   * @throws TrainingStopped if it was asked to
   */
  public ModelCard start(List<TrainingListener> listeners, BooleanSupplier stop) {
    try {
      if (checkpoints.start().isEmpty()) {
        new ConfigFile(config, data.dataset().checksum(), Versions.all()).write(folder.config());
      }
      train(listeners, stop);
      ModelCard card = card();
      card.write(folder.card());
      card.write(folder.savedModel().resolve(ModelCard.FILE));
      new RunReport(folder).write();
      return card;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder.path(), e);
    }
  }

  private void train(List<TrainingListener> listeners, BooleanSupplier stop) {
    try (MetricsCsv csv = rows();
        TensorBoardListener events = new TensorBoardListener(folder.events())) {
      folder.clearUnfinished();
      List<TrainingListener> all = new ArrayList<>();
      all.add(rowsTo(csv));
      all.add(events);
      all.add(AlarmFile.after(step(), folder.alarms()));
      all.add(new OutlineFile(folder.outlines()));
      all.addAll(listeners);
      TrainingSets sets =
          new TrainingSets(data.dataset().train(), data.scene(), data.test().images());
      Map<String, float[]> weights =
          new Trainer(classifier, config.objective(), config.training(), all)
              .train(sets, checkpoints, stop);
      SavedModelExporter.export(classifier, weights, folder.savedModel());
    } catch (LossNotFinite e) {
      FailedBatch.write(e.batch(), folder.failedBatch());
      throw new IllegalStateException(
          "%s; its batch is in %s".formatted(e.getMessage(), folder.failedBatch()), e);
    }
  }

  private MetricsCsv rows() {
    return checkpoints.start().isEmpty()
        ? MetricsCsv.create(folder.metrics())
        : MetricsCsv.resume(folder.metrics(), step());
  }

  private static TrainingListener rowsTo(MetricsCsv csv) {
    return new TrainingListener() {
      @Override
      public void onEvaluation(EvaluationEnded evaluation) {
        csv.write(evaluation.row());
      }
    };
  }

  /** Tests the network that was exported, which is the one that will be used. */
  private ModelCard card() {
    List<MetricRow> rows = MetricsCsv.read(folder.metrics());
    try (ExportedClassifier exported = ExportedClassifier.load(folder.savedModel())) {
      Evaluation evaluation =
          new TestedModel(exported, data.test().images(), config.objective()).evaluate();
      return new ModelCard(
          config.experiment(),
          config.network().net(),
          config.network().transform(),
          data.dataset().name(),
          data.dataset().checksum(),
          exported.parameters(),
          rows.get(rows.size() - 1).step(),
          evaluation.size(),
          evaluation.error(),
          evaluation.labelError(),
          evaluation.meanLoss(),
          config,
          Versions.all());
    }
  }
}
