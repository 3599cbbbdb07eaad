package org.stnjava.train.loop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import org.stnjava.train.optimize.Optimizer;
import org.stnjava.train.optimize.ParameterGroup;
import org.stnjava.train.optimize.Schedule;

/**
 * How a network is trained.
 *
 * @param optimizer the rule of the updates
 * @param momentum of {@link OptimizerName#SGD}, in [0, 1); Adam has its own
 * @param rate the learning rate at the beginning, greater than 0
 * @param schedule how the rate changes
 * @param localizationRate what the rate is multiplied with for localization networks, at least 0
 * @param batch images a step, at least 1
 * @param budget how long to train
 * @param evaluations how often to test, evenly over the training, at least 1; the last one is at
 *     the end
 * @param seed of the first weights, the order of the images, their distortions and dropout
 */
public record TrainConfig(
    OptimizerName optimizer,
    double momentum,
    double rate,
    Schedule schedule,
    double localizationRate,
    int batch,
    Budget budget,
    int evaluations,
    long seed) {

  /** Which optimizer. */
  public enum OptimizerName {
    /** Stochastic gradient descent with momentum. */
    SGD,
    /** Adam. */
    ADAM
  }

  /** Checks the ranges. */
  public TrainConfig {
    require(rate > 0 && Double.isFinite(rate), "rate", "a number greater than 0", rate);
    require(batch >= 1, "batch", "at least 1", batch);
    require(evaluations >= 1, "evaluations", "at least 1", evaluations);
    require(momentum >= 0 && momentum < 1, "momentum", "a number in [0, 1)", momentum);
    require(
        localizationRate >= 0 && Double.isFinite(localizationRate),
        "localizationRate",
        "a number of at least 0",
        localizationRate);
  }

  /** {@return the optimizer with its settings} */
  public Optimizer makeOptimizer() {
    return switch (optimizer) {
      case SGD -> Optimizer.sgd(momentum);
      case ADAM -> Optimizer.adam();
    };
  }

  /** {@return the weights that have a rate of their own} */
  @JsonIgnore
  public ParameterGroup localizationGroup() {
    return ParameterGroup.localization(localizationRate);
  }

  private static void require(boolean holds, String name, String expected, Object came) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: expected %s but got %s", name, expected, came));
    }
  }
}
