package org.stnjava.train.experiment;

import java.util.List;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingSets;
import org.stnjava.train.optimize.ParameterGroups;

/**
 * Settings, data and network that fit together.
 *
 * @param config all settings
 * @param data the images
 * @param classifier the network
 */
record Preparation(RunConfig config, ExperimentData data, Classifier classifier) {

  /**
   * Loads the data and builds the network.
   *
   * @throws IllegalArgumentException if settings or data do not fit together
   */
  static Preparation load(RunConfig config) {
    return of(config, ExperimentData.load(config));
  }

  /** The same for a run that was begun on data of this checksum. */
  static Preparation loadAgain(RunConfig config, String checksum) {
    ExperimentData data = ExperimentData.load(config);
    data.requireChecksum(checksum);
    return of(config, data);
  }

  private static Preparation of(RunConfig config, ExperimentData data) {
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
    return new Preparation(config, data, classifier);
  }

  /** What the run trains. */
  TrainingJob job() {
    return new TrainingJob(
        new Trainer(classifier, config.objective(), config.training(), List.of()),
        new TrainingSets(data.dataset().train(), data.scene(), data.test().images()),
        ResultSettings.fingerprint(config, data.dataset().checksum()));
  }
}
