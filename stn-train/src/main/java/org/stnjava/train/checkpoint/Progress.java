package org.stnjava.train.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * How far a training run has come: all of its state besides the weights and the optimizer's state.
 *
 * <p>The epoch, the position in the data, the order of the images, their distortions and dropout
 * are functions of the seed and of the number of steps.
 *
 * @param step steps done
 * @param nanos time used so far by the clock, evaluations included
 * @param processorNanos time used so far by all cores together; null where a checkpoint of an
 *     earlier version does not say it
 * @param evaluations how many evaluations were due so far, made or skipped
 * @param lossSum of the steps since the last evaluation
 * @param lossCount the number of these steps
 * @param bestStep the step of the evaluation with the lowest error, the last of several: its
 *     weights are trained the longest; 0 before the first
 * @param bestEvaluation how many evaluations were due when that error was first reached, those that
 *     were skipped since not counted; 0 before the first
 * @param bestError that error, a fraction; 1 before the first
 */
public record Progress(
    int step,
    long nanos,
    @Nullable Long processorNanos,
    int evaluations,
    double lossSum,
    int lossCount,
    int bestStep,
    int bestEvaluation,
    double bestError) {

  /** {@return the state of a run that has not begun} */
  public static Progress none() {
    return new Progress(0, 0, 0L, 0, 0, 0, 0, 0, 1);
  }

  /**
   * The state after one more step.
   *
   * @param loss of the step
   * @return a copy
   */
  public Progress afterStep(double loss) {
    return new Progress(
        step + 1,
        nanos,
        processorNanos,
        evaluations,
        lossSum + loss,
        lossCount + 1,
        bestStep,
        bestEvaluation,
        bestError);
  }

  /**
   * The state after an evaluation.
   *
   * @param due how many evaluations were due with this one
   * @param score the error, or the loss where nothing is classified; NaN if nothing was evaluated
   * @return a copy
   */
  public Progress afterEvaluation(int due, double score) {
    boolean isFirst = bestStep == 0 && !Double.isNaN(score);
    boolean isBest = isFirst || score < bestError;
    return new Progress(
        step,
        nanos,
        processorNanos,
        due,
        0,
        0,
        isBest || score == bestError ? step : bestStep,
        isBest ? due : bestEvaluation,
        isBest ? score : bestError);
  }

  /**
   * The state after evaluations that were due and skipped, which do not count for early stopping.
   *
   * @param due how many evaluations were due with these
   * @return a copy
   */
  public Progress skippingTo(int due) {
    int skipped = Math.max(0, due - evaluations);
    return new Progress(
        step,
        nanos,
        processorNanos,
        evaluations + skipped,
        lossSum,
        lossCount,
        bestStep,
        bestStep == 0 ? bestEvaluation : bestEvaluation + skipped,
        bestError);
  }

  /**
   * The same state in a budget by which other numbers of evaluations were due.
   *
   * @param due how many evaluations are due by now
   * @return a copy that counts no more evaluations than these
   */
  public Progress withEvaluations(int due) {
    return new Progress(
        step,
        nanos,
        processorNanos,
        Math.min(evaluations, due),
        lossSum,
        lossCount,
        bestStep,
        Math.min(bestEvaluation, due),
        bestError);
  }

  /**
   * The same state at another time.
   *
   * @param time used so far by the clock, nanoseconds
   * @param processor used so far by all cores together, nanoseconds; null if not known
   * @return a copy
   */
  public Progress at(long time, @Nullable Long processor) {
    return new Progress(
        step,
        time,
        processor,
        evaluations,
        lossSum,
        lossCount,
        bestStep,
        bestEvaluation,
        bestError);
  }
}
