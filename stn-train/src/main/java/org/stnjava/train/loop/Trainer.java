package org.stnjava.train.loop;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.diagnose.Alarms;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.graph.Trainable;
import org.stnjava.train.graph.TrainingGraph;

/**
 * The training loop: takes batches, updates weights, evaluates, saves checkpoints, and notifies
 * listeners.
 *
 * <pre>{@code
 * TrainingResult result =
 *     Trainer.fit(NetworkTrainable.of(classifier), data, config, List.of(listener));
 * }</pre>
 *
 * <p>The same trainable, data and configuration with a budget in steps or epochs give the same
 * weights, bit for bit, on the same number of cores. A loaded model is the same only as it was
 * loaded: training changes its variables.
 *
 * @param job what is trained, on what, and how
 * @param listeners are notified in their order, in the thread of the loop
 * @param checkpoints where the run begins, and where its state is saved
 * @param stop is asked before each step whether to end here, with a checkpoint
 * @param strategy how the steps are computed
 * @param evaluation whether to evaluate before the first step, too
 */
public record Trainer(
    TrainingJob job,
    List<TrainingListener> listeners,
    Checkpoints checkpoints,
    BooleanSupplier stop,
    Strategy strategy,
    InitialEvaluation evaluation) {

  /** Whether a run evaluates before its first step, too. */
  public enum InitialEvaluation {
    /** It does; the row of step 0 has no training loss, and the learning rate of step 1. */
    WITH,
    /** It evaluates after steps only. */
    WITHOUT
  }

  /** Takes a copy of the list. */
  public Trainer {
    listeners = List.copyOf(listeners);
  }

  /**
   * Trains in this process from the beginning, without checkpoints.
   *
   * @param trainable the network and its loss
   * @param data the batches and the test set
   * @param config how to train
   * @param listeners are notified in their order
   * @return the weights
   * @throws LossNotFinite if the loss is infinite or not a number
   * @throws IllegalArgumentException if the data is not what the network and its loss take
   */
  public static TrainingResult fit(
      Trainable trainable,
      TrainingData data,
      TrainConfig config,
      List<TrainingListener> listeners) {
    return of(new TrainingJob(trainable, data, config)).with(listeners).fit();
  }

  /**
   * A trainer in this process, without listeners and checkpoints.
   *
   * @param job what is trained, on what, and how
   * @return the trainer
   */
  public static Trainer of(TrainingJob job) {
    return new Trainer(
        job,
        List.of(),
        Checkpoints.none(),
        () -> false,
        Strategy.local(),
        InitialEvaluation.WITHOUT);
  }

  /**
   * The same with other listeners.
   *
   * @param others are notified in their order
   * @return a copy
   */
  public Trainer with(List<TrainingListener> others) {
    return new Trainer(job, others, checkpoints, stop, strategy, evaluation);
  }

  /**
   * The same with checkpoints: a run continues where it stopped, as if it had not.
   *
   * @param others where the run begins, and where its state is saved
   * @return a copy
   */
  public Trainer with(Checkpoints others) {
    return new Trainer(job, listeners, others, stop, strategy, evaluation);
  }

  /**
   * The same with a condition to stop.
   *
   * @param condition is asked before each step whether to end here, with a checkpoint
   * @return a copy
   */
  public Trainer stoppingWhen(BooleanSupplier condition) {
    return new Trainer(job, listeners, checkpoints, condition, strategy, evaluation);
  }

  /**
   * The same with another strategy.
   *
   * @param other how the steps are computed
   * @return a copy
   */
  public Trainer with(Strategy other) {
    return new Trainer(job, listeners, checkpoints, stop, other, evaluation);
  }

  /**
   * The same with an evaluation before the first step.
   *
   * @return a copy
   */
  public Trainer evaluatingFirst() {
    return new Trainer(job, listeners, checkpoints, stop, strategy, InitialEvaluation.WITH);
  }

  /**
   * Trains until the budget is used up or early stopping ends the run.
   *
   * @return the weights
   * @throws TrainingStopped if the condition to stop was met
   * @throws LossNotFinite if the loss is infinite or not a number
   * @throws IllegalArgumentException if the checkpoint to begin at is damaged or of another
   *     network, or the data is not what the network and its loss take
   * @throws java.io.UncheckedIOException if the state cannot be saved
   */
  public TrainingResult fit() {
    try (TrainingGraph graph = strategy.graph(job)) {
      TrainingResult result;
      try {
        TrainingSession session = new TrainingSession(job, graph, listeners, checkpoints);
        notifyStart(session.started(), graph);
        session.lostBest().ifPresent(this::notifyAlarm);
        if (evaluation == InitialEvaluation.WITH) {
          session.evaluateFirst();
        }
        result = session.run(strategy, stop);
      } catch (RuntimeException e) {
        strategy.ended(Optional.of(e));
        throw e;
      }
      strategy.ended(Optional.empty());
      return result;
    }
  }

  private void notifyStart(TrainingStarted started, TrainingGraph graph) {
    listeners.forEach(listener -> listener.onStart(started));
    if (started.step() == 0) {
      Alarms.onFeatures(graph.transformersOnFeatures()).ifPresent(this::notifyAlarm);
    }
  }

  private void notifyAlarm(AlarmRaised alarm) {
    listeners.forEach(listener -> listener.onAlarm(alarm));
  }
}
