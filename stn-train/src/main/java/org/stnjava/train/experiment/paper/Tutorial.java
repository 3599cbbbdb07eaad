package org.stnjava.train.experiment.paper;

import java.util.Map;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/** The setting of PyTorch's tutorial: 20 epochs of plain gradient descent on plain digits. */
public record Tutorial() implements Experiment {

  @Override
  public String name() {
    return "tutorial";
  }

  @Override
  public String summary() {
    return "PyTorch's tutorial: undistorted digits and its network of 27,360 parameters";
  }

  @Override
  public String published() {
    return "accuracy in %: 98.26 at the end, 98.75 at best";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(
            this,
            TrainConfig.of(
                    OptimizerConfig.sgd(0),
                    RateConfig.of(0.01, Schedule.CONSTANT).withLocalizationRate(1),
                    new Budget(20, Budget.Unit.EPOCHS))
                .withEvaluations(20))
        .with(Map.of("net", "tutorial", "padding", "background"));
  }
}
