package org.stnjava.train.loop;

import java.util.List;
import java.util.Optional;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Examples;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.graph.Evaluator;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.watch.Alarms;

/** Reads what a network's transformers do to a few test examples, and raises alarms. */
final class TransformerWatch {

  /** Enough to resolve a few percent of the samples, few enough to cost no more than a step. */
  private static final int EXAMPLES = 64;

  private final int every;
  private final TrainingGraph graph;
  private final Optional<Batch> batch;
  private final List<TrainingListener> listeners;
  private final Alarms alarms;

  TransformerWatch(Trainer trainer, TrainingGraph graph) {
    Examples test = trainer.job().data().testSet();
    this.every = trainer.job().config().watchEvery();
    this.graph = graph;
    int count = Math.min(test.size(), Math.min(EXAMPLES, Evaluator.batchSize(test)));
    this.batch = count == 0 ? Optional.empty() : Optional.of(test.slice(0, count));
    this.listeners = trainer.listeners();
    this.alarms = new Alarms(trainer.job().config().rates());
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
    alarms.check(watched).forEach(alarm -> listeners.forEach(listener -> listener.onAlarm(alarm)));
  }
}
