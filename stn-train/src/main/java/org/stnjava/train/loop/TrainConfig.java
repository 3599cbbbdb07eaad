package org.stnjava.train.loop;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;
import org.stnjava.train.optimize.Clipping;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Updates;

/**
 * How a network is trained.
 *
 * <pre>{@code
 * TrainConfig config =
 *     TrainConfig.of(OptimizerConfig.adam(), RateConfig.of(1e-3, Schedule.COSINE), Budget.parse("10 epochs"))
 *         .withBatch(128)
 *         .withSeed(7);
 * }</pre>
 *
 * @param rule the rule of the updates
 * @param rates how fast which weights learn
 * @param clipping bounds of the gradients
 * @param batch images a step, at least 1
 * @param budget how long to train
 * @param evaluations how often to test, evenly over the training, at least 1; the last one is at
 *     the end
 * @param seed of the first weights, the order of the images, their distortions and dropout
 */
public record TrainConfig(
    @JsonUnwrapped OptimizerConfig rule,
    @JsonUnwrapped RateConfig rates,
    @JsonUnwrapped Clipping clipping,
    int batch,
    Budget budget,
    int evaluations,
    long seed) {

  private static final int USUAL_BATCH = 64;

  /** Checks the ranges. */
  public TrainConfig {
    require(batch >= 1, "batch", "at least 1", batch);
    require(evaluations >= 1, "evaluations", "at least 1", evaluations);
  }

  /**
   * Batches of 64, unbounded gradients, one evaluation at the end and seed 0.
   *
   * @param rule the rule of the updates
   * @param rates how fast which weights learn
   * @param budget how long to train
   * @return the settings
   */
  public static TrainConfig of(OptimizerConfig rule, RateConfig rates, Budget budget) {
    return new TrainConfig(rule, rates, Clipping.NONE, USUAL_BATCH, budget, 1, 0);
  }

  /**
   * The same with bounds of the gradients.
   *
   * @param other the bounds
   * @return a copy
   */
  public TrainConfig withClipping(Clipping other) {
    return new TrainConfig(rule, rates, other, batch, budget, evaluations, seed);
  }

  /**
   * The same with batches of another size.
   *
   * @param other images a step, at least 1
   * @return a copy
   */
  public TrainConfig withBatch(int other) {
    return new TrainConfig(rule, rates, clipping, other, budget, evaluations, seed);
  }

  /**
   * The same with another number of evaluations.
   *
   * @param other at least 1
   * @return a copy
   */
  public TrainConfig withEvaluations(int other) {
    return new TrainConfig(rule, rates, clipping, batch, budget, other, seed);
  }

  /**
   * The same with another seed.
   *
   * @param other the seed
   * @return a copy
   */
  public TrainConfig withSeed(long other) {
    return new TrainConfig(rule, rates, clipping, batch, budget, evaluations, other);
  }

  /** {@return what makes updates of gradients} */
  Updates updates() {
    return new Updates(rule.make(), rates, clipping);
  }

  private static void require(boolean holds, String name, String expected, Object came) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: expected %s but got %s", name, expected, came));
    }
  }
}
