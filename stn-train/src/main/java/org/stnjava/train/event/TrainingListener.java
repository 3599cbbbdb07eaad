package org.stnjava.train.event;

/**
 * Hears what happens in a training.
 *
 * <p>The loop calls its listeners in their order, in its own thread: what takes long here makes the
 * training longer.
 */
public interface TrainingListener {

  /**
   * Before the first step.
   *
   * @param started what will be trained
   */
  default void onStart(TrainingStarted started) {}

  /**
   * After each step.
   *
   * @param step what it gave
   */
  default void onStep(StepEnded step) {}

  /**
   * After each evaluation on the test set.
   *
   * @param evaluation what it measured
   */
  default void onEvaluation(EvaluationEnded evaluation) {}

  /**
   * After each look at the network's transformers; before the evaluation of the same step.
   *
   * @param watched what they do
   */
  default void onWatch(NetworkWatched watched) {}

  /**
   * When something goes wrong: once, until it has been right again.
   *
   * @param alarm what, and what helps
   */
  default void onAlarm(AlarmRaised alarm) {}
}
