package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.train.Versions;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.loop.Strategy;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingJob;
import org.stnjava.train.loop.TrainingResult;
import org.stnjava.train.loop.TrainingStopped;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.EvaluationResult;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.metric.MetricsCsv;

/** A training run, from its settings to the folder of its results. */
public final class Run {

  private final RunConfig config;
  private final ExperimentData data;
  private final Classifier classifier;
  private final TrainingJob job;
  private final RunFolder folder;
  private Checkpoints checkpoints;

  private Run(Preparation prepared, RunFolder folder, Checkpoints checkpoints) {
    config = prepared.config();
    data = prepared.data();
    classifier = prepared.classifier();
    job = prepared.job();
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
    Preparation prepared = Preparation.load(config);
    RunFolder folder = RunFolder.create(path);
    return new Run(prepared, folder, Checkpoints.in(folder.checkpoints()));
  }

  /**
   * Prepares a run to continue from its last checkpoint, or from its beginning if there is none
   * yet, as if it had not stopped.
   *
   * @param config all settings, as they were when it began; only those that change no result, such
   *     as {@code checkpointEvery}, may differ
   * @param path the run's folder
   * @return the run, ready to continue
   * @throws IllegalArgumentException if there is no unfinished run, or it was begun with other
   *     settings or other data
   */
  public static Run resume(RunConfig config, Path path) {
    RunFolder folder = RunFolder.openUnfinished(path);
    ConfigFile begun = ConfigFile.read(folder.config());
    ResultSettings.requireSame(begun.settings(), config, path);
    Checkpoints checkpoints = Checkpoints.latestIn(folder.checkpoints());
    return new Run(Preparation.loadAgain(config, begun.dataChecksum()), folder, checkpoints);
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

  /**
   * What a worker without a run of its own helps to train.
   *
   * @param config all settings, as the chief's run has them
   * @return the network, the images and their fingerprint
   * @throws IllegalArgumentException if settings or data do not fit together
   */
  public static TrainingJob jobOf(RunConfig config) {
    return Preparation.load(config).job();
  }

  /** {@return where the results go} */
  public RunFolder folder() {
    return folder;
  }

  /** {@return all settings} */
  public RunConfig config() {
    return config;
  }

  /** {@return the name of the network that is trained} */
  public String network() {
    return classifier.name();
  }

  /** {@return the data that is used: the setting, or the name of an experiment's own data} */
  public String dataName() {
    return data.name(config);
  }

  /** {@return what the run trains, on what, and how} */
  public TrainingJob job() {
    return job;
  }

  /** {@return the bad files that were left out, with what is wrong with each} */
  public List<String> skippedFiles() {
    return data.skipped();
  }

  /** {@return the number of steps that lie behind it} */
  public int step() {
    return new RecordedTraining(folder, checkpoints).step();
  }

  /**
   * Trains, tests, exports and reports.
   *
   * @param listeners the listeners to notify
   * @return the trained network's figures
   */
  public ModelCard start(List<TrainingListener> listeners) {
    return start(listeners, () -> false);
  }

  /**
   * Trains, tests, exports and reports, unless it is asked to stop before.
   *
   * @param listeners the listeners to notify
   * @param stop asked before each step whether to end here, with a checkpoint
   * @return the trained network's figures
   * @throws TrainingStopped if it was asked to
   */
  public ModelCard start(List<TrainingListener> listeners, BooleanSupplier stop) {
    return start(listeners, stop, Strategy.local());
  }

  /**
   * The same with a strategy; continues from the last checkpoint where the strategy survives a
   * failure.
   *
   * @param listeners the listeners to notify; again from the start after each failure
   * @param stop asked before each step whether to end here, with a checkpoint
   * @param strategy how the steps are computed
   * @return the trained network's figures
   * @throws TrainingStopped if it was asked to
   */
  public ModelCard start(
      List<TrainingListener> listeners, BooleanSupplier stop, Strategy strategy) {
    try {
      if (checkpoints.start().isEmpty()) {
        new ConfigFile(config, data.dataset().checksum(), Versions.all()).write(folder.config());
      }
      TrainingResult.Snapshot exported = survive(listeners, stop, strategy);
      Evaluation evaluation = test();
      ModelCard card = card(exported, evaluation);
      card.write(folder.card());
      card.write(folder.savedModel().resolve(ModelCard.FILE));
      new RunReport(folder).write(data, evaluation);
      return card;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder.path(), e);
    }
  }

  private TrainingResult.Snapshot survive(
      List<TrainingListener> listeners, BooleanSupplier stop, Strategy strategy) {
    while (true) {
      try {
        return train(listeners, stop, strategy);
      } catch (RuntimeException e) {
        if (!strategy.survives(e)) {
          throw e;
        }
        checkpoints = Checkpoints.latestIn(folder.checkpoints());
      }
    }
  }

  /** Exports the best weights if a validation set tells them: the test set must not choose. */
  private TrainingResult.Snapshot train(
      List<TrainingListener> listeners, BooleanSupplier stop, Strategy strategy) {
    Trainer trainer = Trainer.of(job).with(listeners).with(strategy).stoppingWhen(stop);
    TrainingResult result = new RecordedTraining(folder, checkpoints).fit(trainer);
    TrainingResult.Snapshot exported = isValidated() ? result.best() : result.last();
    job.trainable().export(exported.weights(), folder.savedModel());
    return exported;
  }

  private boolean isValidated() {
    return job.data().evaluationSet() == EvaluationSet.VALIDATION;
  }

  /** Tests the network that was exported, which is the one that will be used. */
  private Evaluation test() {
    try (ExportedClassifier exported = ExportedClassifier.load(folder.savedModel())) {
      return new TestedModel(exported, data.test().images(), config.objective()).evaluate();
    }
  }

  private long parameters() {
    try (ExportedClassifier exported = ExportedClassifier.load(folder.savedModel())) {
      return exported.parameters();
    }
  }

  private ModelCard card(TrainingResult.Snapshot exported, Evaluation evaluation) {
    List<MetricRow> rows = MetricsCsv.read(folder.metrics());
    EvaluationResult best = exported.evaluation();
    return new ModelCard(
        config.experiment(),
        network(),
        Networks.transforms(classifier),
        data.dataset().name(),
        data.dataset().checksum(),
        parameters(),
        rows.get(rows.size() - 1).step(),
        evaluation.size(),
        evaluation.error(),
        evaluation.labelError(),
        evaluation.meanLoss(),
        config,
        Versions.all(),
        isValidated()
            ? new ModelCard.Validation(exported.step(), best.images(), best.error(), best.loss())
            : null);
  }
}
