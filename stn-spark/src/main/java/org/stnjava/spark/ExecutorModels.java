package org.stnjava.spark;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.stnjava.savedmodel.load.LoadedModel;

/**
 * The models of an executor, each loaded when its first task comes and kept for all later ones.
 *
 * <p>One map a process is the point here: tasks come and go, and a model is large. A model that was
 * replaced by another one of the same path is closed by a task that comes when no other uses it.
 */
final class ExecutorModels {

  private static final Map<ModelSource.Identity, Entry> MODELS = new HashMap<>();

  /** A model with the number of tasks that call it. */
  private static final class Entry {
    final LoadedModel model;
    int tasks;

    Entry(LoadedModel model) {
      this.model = model;
    }
  }

  private ExecutorModels() {}

  /**
   * Gives a task the model until {@link #release}.
   *
   * @throws IllegalStateException if the executor cannot load it
   */
  static synchronized LoadedModel acquire(ModelSource source) {
    closeReplaced(source.identity());
    Entry entry = MODELS.computeIfAbsent(source.identity(), missing -> new Entry(source.load()));
    entry.tasks++;
    return entry.model;
  }

  /** Ends a task's use. */
  static synchronized void release(ModelSource source) {
    Entry entry = MODELS.get(source.identity());
    if (entry != null) {
      entry.tasks--;
    }
  }

  /** How many are loaded. */
  static synchronized int count() {
    return MODELS.size();
  }

  private static void closeReplaced(ModelSource.Identity model) {
    Iterator<Map.Entry<ModelSource.Identity, Entry>> all = MODELS.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<ModelSource.Identity, Entry> other = all.next();
      if (other.getKey().replacedBy(model) && other.getValue().tasks == 0) {
        other.getValue().model.close();
        all.remove();
      }
    }
  }
}
