package org.stnjava.train.experiment;

import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.Dataset;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.train.objective.Objective;

/**
 * A named training setup with published figures to compare with: data, network, objective and
 * default settings.
 *
 * <p>A program adds an experiment of its own with a class that implements this interface and a line
 * with its name in {@code META-INF/services/org.stnjava.train.experiment.Experiment}.
 */
public interface Experiment {

  /**
   * Its name on the command line.
   *
   * @return lower case, without blanks
   */
  String name();

  /**
   * What it is.
   *
   * @return one line
   */
  String summary();

  /**
   * What was published for it.
   *
   * @return one line
   */
  String published();

  /**
   * The settings of a run where the user gives none.
   *
   * @return settings that name this experiment
   */
  RunConfig defaults();

  /**
   * The images that are used.
   *
   * @param images all that the data has
   * @param config the settings of the run
   * @return some of them, with the checksum of all; all, unless the experiment says otherwise
   */
  default Dataset choose(Dataset images, RunConfig config) {
    return images;
  }

  /**
   * What is made of the digits.
   *
   * @param config the settings of the run
   * @return the scene; one that leaves them as they are, unless the experiment says otherwise
   * @throws IllegalArgumentException if a setting is none of this experiment
   */
  default Scene scene(RunConfig config) {
    return Distortions.byName("none");
  }

  /**
   * What is made of the digits, where it takes more of the data than the images that are used.
   *
   * @param config the settings of the run
   * @param images all that the data has
   * @return the scene
   * @throws IllegalArgumentException if a setting is none of this experiment
   */
  default Scene scene(RunConfig config, Dataset images) {
    return scene(config);
  }

  /**
   * The network that is trained.
   *
   * @param config the settings of the run
   * @param options what it is made for
   * @param images all that the data has
   * @return the one that the settings name, unless the experiment has a network of its own
   * @throws IllegalArgumentException if the settings name none
   */
  default Classifier classifier(RunConfig config, ClassifierOptions options, Dataset images) {
    return Classifiers.byName(config.network().net(), options);
  }

  /**
   * What the network learns, and is judged by.
   *
   * @param config the settings of the run
   * @return cross entropy, unless the experiment has an objective of its own
   */
  default Objective objective(RunConfig config) {
    return Objective.crossEntropy();
  }
}
