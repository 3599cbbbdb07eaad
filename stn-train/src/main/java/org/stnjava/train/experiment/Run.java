package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.savedmodel.ExportedClassifier;
import org.stnjava.models.savedmodel.SavedModelExporter;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.metric.MetricsCsv;

/** A training from its settings to its folder of results. */
public final class Run {

  private final RunConfig config;
  private final ExperimentData data;
  private final Classifier classifier;
  private final RunFolder folder;

  private Run(RunConfig config, ExperimentData data, Classifier classifier, RunFolder folder) {
    this.config = config;
    this.data = data;
    this.classifier = classifier;
    this.folder = folder;
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
    Experiment experiment = Experiments.byName(config.experiment());
    RunFolder.requireNew(path);
    ExperimentData data = ExperimentData.load(config.data(), experiment.distortion());
    Classifier classifier = Networks.of(config, data);
    long pixels = (long) config.batch() * classifier.input().size();
    if (pixels > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "batch: expected at most %d images of %d pixels but got %d"
              .formatted(
                  Integer.MAX_VALUE / classifier.input().size(),
                  classifier.input().size(),
                  config.batch()));
    }
    return new Run(config, data, classifier, RunFolder.create(path));
  }

  /** {@return where the results go} */
  public RunFolder folder() {
    return folder;
  }

  /**
   * Trains, tests, exports and reports.
   *
   * @param listeners who hears of the training
   * @return the trained network's figures
   */
  public ModelCard start(List<TrainingListener> listeners) {
    try {
      new ConfigFile(config, data.dataset().checksum(), Versions.all()).write(folder.config());
      train(listeners);
      ModelCard card = card();
      card.write(folder.card());
      card.write(folder.savedModel().resolve(ModelCard.FILE));
      new RunReport(folder).write();
      return card;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder.path(), e);
    }
  }

  private void train(List<TrainingListener> listeners) {
    try (MetricsCsv csv = MetricsCsv.create(folder.metrics())) {
      List<TrainingListener> all = new ArrayList<>();
      all.add(rowsTo(csv));
      all.addAll(listeners);
      Map<String, float[]> weights =
          new Trainer(classifier, config.training(), all)
              .train(data.dataset().train(), data.distortion(), data.test().images());
      SavedModelExporter.export(classifier, weights, folder.savedModel());
    }
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
      Evaluation evaluation = new TestedModel(exported, data.test().images()).evaluate();
      return new ModelCard(
          config.experiment(),
          config.net(),
          config.transform(),
          data.dataset().name(),
          data.dataset().checksum(),
          exported.parameters(),
          rows.get(rows.size() - 1).step(),
          evaluation.size(),
          evaluation.error(),
          evaluation.meanLoss(),
          config,
          Versions.all());
    }
  }
}
