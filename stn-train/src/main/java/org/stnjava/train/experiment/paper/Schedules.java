package org.stnjava.train.experiment.paper;

import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/** How several of the experiments are trained. */
final class Schedules {

  private Schedules() {}

  /** Two thousand steps of Adam, one rate for all weights: some minutes on two cores. */
  static TrainConfig twoThousandSteps() {
    return TrainConfig.of(
            OptimizerConfig.adam(),
            RateConfig.of(1e-3, Schedule.COSINE).withLocalizationRate(1),
            new Budget(2000, Budget.Unit.STEPS))
        .withEvaluations(5);
  }
}
