package org.stnjava.train.loop;

import java.util.List;
import java.util.Optional;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.train.diagnose.GuessingAlarm;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.objective.TensorSpec;

/** Raises an alarm if the training loss of a classifier stays at that of guessing. */
final class LossWatch {

  /** Steps of a mean; batches differ by more than what is to be detected. */
  private static final int STEPS = 100;

  private final Optional<GuessingAlarm> alarm;
  private final List<TrainingListener> listeners;
  private double sum;
  private int count;

  private LossWatch(Optional<GuessingAlarm> alarm, List<TrainingListener> listeners) {
    this.alarm = alarm;
    this.listeners = listeners;
  }

  /** Watches if transformers are watched, too, and the examples have classes in memory. */
  static LossWatch of(TrainingJob job, List<TrainingListener> listeners) {
    Optional<NpyArray> labels =
        Optional.ofNullable(job.data().evaluated().targets().get(TensorSpec.LABELS))
            .filter(NpyArray.class::isInstance)
            .map(NpyArray.class::cast)
            .filter(array -> !array.type().isFloating() && job.config().watchEvery() > 0);
    return new LossWatch(
        labels.map(array -> new GuessingAlarm(job.config().rates(), array.longs())), listeners);
  }

  /** Takes the loss of a step; checks the mean of each hundred. */
  void after(int step, double used, double loss) {
    sum += loss;
    count++;
    if (step % STEPS == 0) {
      double mean = sum / count;
      // A run that was resumed within a hundred steps waits for the next.
      if (count == STEPS) {
        alarm
            .flatMap(guessing -> guessing.check(step, used, mean))
            .ifPresent(raised -> listeners.forEach(listener -> listener.onAlarm(raised)));
      }
      sum = 0;
      count = 0;
    }
  }
}
