package org.stnjava.train.loop;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;
import java.util.function.Consumer;
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
 * @param evaluation how often and on how many images to evaluate
 * @param watchEvery after how many steps to look at what the transformers do, beside each
 *     evaluation, at least 0; 0 for never
 * @param checkpointEvery after how many steps to keep the state, beside each evaluation, at least
 *     0; 0 for evaluations only; changes no result
 * @param seed of the first weights, the order of the images, their distortions and dropout
 */
public record TrainConfig(
    @JsonUnwrapped OptimizerConfig rule,
    @JsonUnwrapped RateConfig rates,
    @JsonUnwrapped Clipping clipping,
    int batch,
    Budget budget,
    @JsonUnwrapped EvaluationConfig evaluation,
    int watchEvery,
    int checkpointEvery,
    long seed) {

  private static final int USUAL_BATCH = 64;

  /** A look costs about a step. */
  private static final int USUAL_WATCH = 100;

  /** Checks the ranges. */
  public TrainConfig {
    require(batch >= 1, "batch", "at least 1", batch);
    require(watchEvery >= 0, "watchEvery", "at least 0", watchEvery);
    require(checkpointEvery >= 0, "checkpointEvery", "at least 0", checkpointEvery);
  }

  /**
   * Batches of 64, unbounded gradients, one evaluation at the end, a look at the transformers each
   * 100 steps, and seed 0.
   *
   * @param rule the rule of the updates
   * @param rates how fast which weights learn
   * @param budget how long to train
   * @return the settings
   */
  public static TrainConfig of(OptimizerConfig rule, RateConfig rates, Budget budget) {
    return new TrainConfig(
        rule,
        rates,
        Clipping.NONE,
        USUAL_BATCH,
        budget,
        EvaluationConfig.standard(),
        USUAL_WATCH,
        0,
        0);
  }

  /**
   * The same with bounds of the gradients.
   *
   * @param other the bounds
   * @return a copy
   */
  public TrainConfig withClipping(Clipping other) {
    return with(copy -> copy.clipping = other);
  }

  /**
   * The same with batches of another size.
   *
   * @param other examples a step, at least 1
   * @return a copy
   */
  public TrainConfig withBatch(int other) {
    return with(copy -> copy.batch = other);
  }

  /**
   * The same with another number of evaluations.
   *
   * @param other at least 1
   * @return a copy
   */
  public TrainConfig withEvaluations(int other) {
    return withEvaluation(evaluation.withEvaluations(other));
  }

  /**
   * The same with other evaluations.
   *
   * @param other how often and on how many images to evaluate
   * @return a copy
   */
  public TrainConfig withEvaluation(EvaluationConfig other) {
    return with(copy -> copy.evaluation = other);
  }

  /**
   * The same with early stopping.
   *
   * @param other after how many evaluations without a lower error to stop; 0 for never
   * @return a copy
   */
  public TrainConfig withEarlyStopping(int other) {
    return withEvaluation(evaluation.withEarlyStopping(other));
  }

  /**
   * The same with other steps at which the transformers are watched.
   *
   * @param other after how many steps; 0 for never
   * @return a copy
   */
  public TrainConfig withWatchEvery(int other) {
    return with(copy -> copy.watchEvery = other);
  }

  /**
   * The same with checkpoints at other steps.
   *
   * @param other after how many steps, besides each evaluation; 0 for evaluations only
   * @return a copy
   */
  public TrainConfig withCheckpointEvery(int other) {
    return with(copy -> copy.checkpointEvery = other);
  }

  /**
   * The same with another seed.
   *
   * @param other the seed
   * @return a copy
   */
  public TrainConfig withSeed(long other) {
    return with(copy -> copy.seed = other);
  }

  private TrainConfig with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.config();
  }

  /** The settings that have defaults, to be changed. */
  private static final class Copy {

    private final TrainConfig original;
    private Clipping clipping;
    private int batch;
    private EvaluationConfig evaluation;
    private int watchEvery;
    private int checkpointEvery;
    private long seed;

    Copy(TrainConfig original) {
      this.original = original;
      clipping = original.clipping;
      batch = original.batch;
      evaluation = original.evaluation;
      watchEvery = original.watchEvery;
      checkpointEvery = original.checkpointEvery;
      seed = original.seed;
    }

    TrainConfig config() {
      return new TrainConfig(
          original.rule,
          original.rates,
          clipping,
          batch,
          original.budget,
          evaluation,
          watchEvery,
          checkpointEvery,
          seed);
    }
  }

  /** {@return what turns gradients into updates} */
  public Updates updates() {
    return new Updates(rule.make(), rates, clipping);
  }

  static void require(boolean holds, String name, String expected, Object came) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: expected %s but got %s", name, expected, came));
    }
  }
}
