package org.stnjava.train.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.train.backbone.BackboneConfig;
import org.stnjava.train.backbone.BackboneModel;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.TrainingData;
import org.stnjava.train.loop.TrainingJob;
import org.stnjava.train.optimize.ParameterGroup;
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
    return of(withChecksum(config), ExperimentData.load(config));
  }

  /** The same for a run that was begun on data of this checksum. */
  static Preparation loadAgain(RunConfig config, String checksum) {
    ExperimentData data = ExperimentData.load(config);
    data.requireChecksum(checksum);
    return of(config, data);
  }

  /** The same settings with what identifies the files of the backbone, if there is one. */
  private static RunConfig withChecksum(RunConfig config) {
    boolean isKnown = !config.pretrained().backboneChecksum().equals(BackboneConfig.UNKNOWN);
    return !config.pretrained().exists() || isKnown
        ? config
        : config.with(
            Map.of(
                "backboneChecksum",
                BackboneModel.parse(config.pretrained().backbone()).checksum()));
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

  /** What is trained, and on what. */
  TrainingJob job() {
    return new TrainingJob(
        NetworkTrainable.of(classifier, config.objective()),
        TrainingData.of(data.dataset().train(), data.scene(), data.test().images()),
        training(),
        ResultSettings.fingerprint(config, data.dataset().checksum()));
  }

  /** The configuration of the training run, with the rate of the backbone's weights. */
  private TrainConfig training() {
    TrainConfig training = config.training();
    if (config.pretrained().group().isEmpty()) {
      return training;
    }
    List<ParameterGroup> groups = new ArrayList<>(training.rates().groups().all());
    groups.add(config.pretrained().group().get());
    return config.with(Map.of("groups", new ParameterGroups(groups).toString())).training();
  }
}
