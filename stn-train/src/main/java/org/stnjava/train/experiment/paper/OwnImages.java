package org.stnjava.train.experiment.paper;

import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/** The user's own pictures, as they are. */
public record OwnImages() implements Experiment {

  @Override
  public String name() {
    return "images";
  }

  @Override
  public String summary() {
    return "images as they are, for pictures of your own with --data DIR";
  }

  @Override
  public String published() {
    return "nothing published";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(
        this,
        TrainConfig.of(
                OptimizerConfig.adam(),
                RateConfig.of(1e-3, Schedule.COSINE),
                new Budget(20, Budget.Unit.EPOCHS))
            .withEvaluations(20));
  }
}
