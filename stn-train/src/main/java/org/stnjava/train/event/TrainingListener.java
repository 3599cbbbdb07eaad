package org.stnjava.train.event;

/**
 * A listener that is notified of the events of a training run.
 *
 * <p>The loop notifies its listeners in their order, on its own thread: a slow listener slows down
 * training.
 */
public interface TrainingListener {

  /**
   * Called before the first step.
   *
   * @param started the network and its data
   */
  default void onStart(TrainingStarted started) {}

  /**
   * Called after each step.
   *
   * @param step the result of the step
   */
  default void onStep(StepEnded step) {}

  /**
   * Called after each evaluation.
   *
   * @param evaluation its results
   */
  default void onEvaluation(EvaluationEnded evaluation) {}

  /**
   * Called after each measurement of the network's transformers, before the evaluation of the same
   * step.
   *
   * @param watched the measurement
   */
  default void onWatch(NetworkWatched watched) {}

  /**
   * Called when a fault appears; again only after it has disappeared.
   *
   * @param alarm the fault and its remedy
   */
  default void onAlarm(AlarmRaised alarm) {}

  /**
   * Called after the last step and the last evaluation; not where a run stops before.
   *
   * @param ended how the time was spent
   */
  default void onEnd(TrainingEnded ended) {}
}
