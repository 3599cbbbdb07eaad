package org.stnjava.example;

import java.util.Map;
import org.stnjava.data.distortion.Rotated;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.Scene;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

// tag::experiment[]
/** Digits that stand, lie or stand on their heads. */
public record TumbledDigits() implements Experiment {
  @Override
  public String name() {
    return "mnist-tumbled";
  }

  @Override
  public String summary() {
    return "digits rotated by any angle";
  }

  @Override
  public String published() {
    return "nothing published";
  }

  @Override
  public RunConfig defaults() {
    TrainConfig training =
        TrainConfig.of(
            OptimizerConfig.adam(),
            RateConfig.of(1e-3, Schedule.COSINE),
            Budget.parse("3000 steps"));
    return RunConfig.of(this, training).with(Map.of("net", "st-fcn", "transform", "rotation"));
  }

  @Override
  public Scene scene(RunConfig config) {
    return new Rotated(new Range(-180, 180));
  }
}
// end::experiment[]
