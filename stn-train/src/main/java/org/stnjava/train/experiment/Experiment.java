package org.stnjava.train.experiment;

import org.stnjava.train.data.Dataset;
import org.stnjava.train.data.Scene;
import org.stnjava.train.loop.Objective;

/**
 * A named setting of the paper's or the tutorial's, with the figures to compare with.
 *
 * <p>A new one is a small class that implements this, and a line: in {@link Experiments} for one of
 * the toolkit's, in a file that {@link java.util.ServiceLoader} finds for one of a program's own.
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
   * @return the scene
   * @throws IllegalArgumentException if a setting is none of this experiment
   */
  Scene scene(RunConfig config);

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
