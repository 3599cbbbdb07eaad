package org.stnjava.train.loop;

import java.time.Duration;

/**
 * Decides how many examples an evaluation on the way takes, so that evaluations keep to their share
 * of a run. Not thread-safe.
 */
final class EvaluationSchedule {

  /** Enough to see an error fall, few enough to cost no more than some steps. */
  static final int LEAST = 250;

  /** A step computes forwards and backwards, which takes twice as long. */
  private static final double TRAINED_TO_EVALUATED = 3;

  private final EvaluationConfig config;
  private final Budget budget;
  private final int size;
  private final int counted;

  /** 0 before the first evaluation. */
  private double nanosPerExample;

  private long spent;

  /**
   * A schedule before the first evaluation.
   *
   * @param config of the run
   * @param trained how many examples the whole run is trained on, repeated ones included; anything
   *     where the budget is in minutes
   * @param size how many examples there are to evaluate, at least 0
   */
  EvaluationSchedule(TrainConfig config, double trained, int size) {
    this.config = config.evaluation();
    this.budget = config.budget();
    this.size = size;
    counted = images(TRAINED_TO_EVALUATED * trained * odds(), size);
  }

  /** What evaluations may take for what the rest takes; infinite for a share of 1. */
  private double odds() {
    return config.evaluationShare() / (1 - config.evaluationShare());
  }

  /** How many examples each evaluation on the way takes if all evaluations take so many. */
  private int images(double all, double last) {
    if (config.evaluationImages() > 0) {
      return Math.min(size, config.evaluationImages());
    }
    double each = onTheWay(all, last) / config.evaluations();
    double rounded = Math.max(1, Math.floor(each / LEAST)) * LEAST;
    return (int) Math.min(size, rounded);
  }

  /** The budget of evaluations before the last one: at least half of the total budget. */
  private static double onTheWay(double all, double last) {
    return Math.max(all / 2, all - last);
  }

  /**
   * Returns how many examples the evaluation that is due takes.
   *
   * @param elapsed the time since the run began or was resumed, nanoseconds
   * @return the number; 0 to skip the evaluation
   */
  int due(long elapsed) {
    if (!skips()) {
      return counted;
    }
    if (nanosPerExample == 0) {
      return Math.min(size, config.evaluationImages() > 0 ? config.evaluationImages() : LEAST);
    }
    double total = budget.amount() * Duration.ofMinutes(1).toNanos();
    double all = config.evaluationShare() * total;
    double last = size * nanosPerExample;
    int images = images(all / nanosPerExample, size);
    double allowed = onTheWay(all, last) * Math.min(1, elapsed / total);
    return spent + images * nanosPerExample <= allowed ? images : 0;
  }

  /** Whether the time decides, and evaluations may be skipped. */
  boolean skips() {
    return budget.unit() == Budget.Unit.MINUTES && config.evaluationShare() < 1;
  }

  /**
   * Records an evaluation.
   *
   * @param examples how many it took, at least 1
   * @param nanos how long it took
   */
  void evaluated(int examples, long nanos) {
    nanosPerExample = (double) nanos / examples;
    spent += nanos;
  }

  /** The time of all evaluations so far. */
  Duration spent() {
    return Duration.ofNanos(spent);
  }
}
