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

  /** How photographs of one thing differ; nothing here is mirrored or upside down. */
  static final String PHOTOGRAPHED =
      "shift=2,rotation=10,scale=0.15,shear=5,brightness=0.2,contrast=0.3";

  @Override
  public List<Experiment> experiments() {
    return List.of(new OwnImages(), new TrafficSigns(), new MeterDigits(), new AdrenalGlands());
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
   * The images of the user.
   *
   * @throws IllegalArgumentException if none are given
   */
  static Dataset requireOwn(Dataset images, RunConfig config) {
    if (config.data().equals(RunConfig.GLYPHS)) {
      throw new IllegalArgumentException(
          "data: expected pictures for %s, by --data, but got %s"
              .formatted(config.experiment(), RunConfig.GLYPHS));
    }
    return images;
  }
}
