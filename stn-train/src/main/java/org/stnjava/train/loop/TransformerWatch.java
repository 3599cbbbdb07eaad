package org.stnjava.train.loop;

import java.util.List;
import java.util.Optional;
import org.stnjava.data.batch.Batch;
import org.stnjava.train.diagnose.Alarms;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.graph.TrainingGraph;

/**
 * Reads what a network's transformers do to a few of the examples that are evaluated, and raises
 * alarms.
 */
final class TransformerWatch {

  /** Enough to resolve a few percent of the samples, few enough to cost no more than a step. */
  private static final int EXAMPLES = 64;

  /** Before it a network can have learned little, and alarms are about how it began. */
  private static final int EARLIEST_ALARM = 50;

  private final int every;
  private final TrainingGraph graph;
  private final Optional<Batch> batch;
  private final List<TrainingListener> listeners;
  private final Alarms alarms;

  TransformerWatch(TrainingJob job, List<TrainingListener> listeners, TrainingGraph graph) {
    this.every = job.config().watchEvery();
    this.graph = graph;
    this.batch = graph.first(job.data().evaluated(), EXAMPLES);
    this.listeners = listeners;
    this.alarms = new Alarms(job.config().rates());
  }

  /** Reads if it is time. */
  void after(int step, boolean evaluates) {
    if (every > 0 && (evaluates || step % every == 0)) {
      batch.ifPresent(examples -> watch(examples, step));
    }
  }

  private void watch(Batch examples, int step) {
    NetworkWatched watched = graph.watch(examples, step);
    listeners.forEach(listener -> listener.onWatch(watched));
    if (step < Math.min(every, EARLIEST_ALARM)) {
      return;
    }
    alarms.check(watched).forEach(alarm -> listeners.forEach(listener -> listener.onAlarm(alarm)));
  }
}
