package org.stnjava.train.loop;

import java.util.List;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.train.diagnose.Alarms;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.TrainingListener;

/** Looks at what a network's transformers do to a few test images, and raises alarms. */
final class Watcher {

  /** Enough to tell a few percent of samples, few enough to cost no more than a step; at most. */
  private static final int IMAGES = 64;

  private final int every;
  private final TrainingGraph graph;
  private final LabeledImages images;
  private final List<TrainingListener> listeners;
  private final Alarms alarms;

  Watcher(Trainer trainer, TrainingGraph graph, LabeledImages test) {
    this.every = trainer.config().watchEvery();
    this.graph = graph;
    this.images = test.slice(0, Math.min(test.size(), Math.min(IMAGES, TestBatch.of(test))));
    this.listeners = trainer.listeners();
    this.alarms = new Alarms(trainer.config().rates());
  }

  /** Looks if it is time. */
  void after(int step, boolean evaluates) {
    if (every == 0 || images.size() == 0 || !(evaluates || step % every == 0)) {
      return;
    }
    NetworkWatched watched = graph.look(images, step);
    listeners.forEach(listener -> listener.onWatch(watched));
    alarms.check(watched).forEach(alarm -> listeners.forEach(listener -> listener.onAlarm(alarm)));
  }
}
