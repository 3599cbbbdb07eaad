package org.stnjava.train.experiment.picture;

import java.util.List;
import org.stnjava.data.set.Dataset;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.ExperimentProvider;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/** The experiments on pictures that come with the toolkit. */
public final class PictureExperiments implements ExperimentProvider {

  @Override
  public List<Experiment> experiments() {
    return List.of(new OwnImages(), new TrafficSigns(), new MeterDigits());
  }

  /** Adam with a falling rate for a number of passes over the training images. */
  static TrainConfig epochs(int number) {
    return TrainConfig.of(
            OptimizerConfig.adam(),
            RateConfig.of(1e-3, Schedule.COSINE),
            new Budget(number, Budget.Unit.EPOCHS))
        .withEvaluations(number);
  }

  /**
   * The images of a folder.
   *
   * @throws IllegalArgumentException if no folder is given
   */
  static Dataset requireFolder(Dataset images, RunConfig config) {
    if (config.data().equals(RunConfig.GLYPHS)) {
      throw new IllegalArgumentException(
          "data: expected a folder of pictures for %s, by --data DIR, but got %s"
              .formatted(config.experiment(), RunConfig.GLYPHS));
    }
    return images;
  }
}
