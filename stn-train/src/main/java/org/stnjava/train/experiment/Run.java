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

/**
 * A training from its settings to its folder of results.
 *
 * @param config all settings
 * @param folder where the results go
 */
public record Run(RunConfig config, RunFolder folder) {

  /**
   * Makes a run in a new folder.
   *
   * @param config all settings
   * @param path the folder; must not exist or be empty
   * @return the run, ready to start
   * @throws IllegalArgumentException if settings or data do not fit together, or the folder exists
   */
  public static Run prepare(RunConfig config, Path path) {
    return new Run(config, RunFolder.create(path));
  }

  /**
   * Trains, tests, exports and reports.
   *
   * @param listeners who hears of the training
   * @return the trained network's figures
   */
  public ModelCard start(List<TrainingListener> listeners) {
    Experiment experiment = Experiments.byName(config.experiment());
    ExperimentData data = ExperimentData.load(config.data(), experiment.distortion());
    Classifier classifier = Networks.of(config, data);
    try {
      new ConfigFile(config, data.dataset().checksum(), Versions.all()).write(folder.config());
      train(data, classifier, listeners);
      ModelCard card = card(data);
      card.write(folder.card());
      card.write(folder.savedModel().resolve(ModelCard.FILE));
      new RunReport(folder).write();
      return card;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder.path(), e);
    }
  }

  private void train(ExperimentData data, Classifier classifier, List<TrainingListener> listeners) {
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
  private ModelCard card(ExperimentData data) {
    List<MetricRow> rows = MetricsCsv.read(folder.metrics());
    try (ExportedClassifier exported = ExportedClassifier.load(folder.savedModel())) {
      Evaluation evaluation = new ModelTest(exported, data.test().images()).evaluate();
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
