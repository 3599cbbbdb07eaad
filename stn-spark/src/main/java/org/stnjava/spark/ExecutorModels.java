package org.stnjava.spark;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.stnjava.savedmodel.load.LoadedModel;

/**
 * The models of an executor, each loaded by its first task and kept for later tasks.
 *
 * <p>A static map, because models are large and outlive tasks. A model that was replaced by another
 * one at the same path is closed by the next task, once no task uses it.
 */
final class ExecutorModels {

  private static final Map<ModelSource.Identity, Entry> MODELS = new HashMap<>();

  /** A model and the number of tasks that use it. */
  private static final class Entry {
    final LoadedModel model;
    int tasks;

    Entry(LoadedModel model) {
      this.model = model;
    }
  }

  private ExecutorModels() {}

  /**
   * Returns the model for a task, which must {@link #release} it.
   *
   * @throws IllegalStateException if the executor cannot load it
   */
  static synchronized LoadedModel acquire(ModelSource source) {
    closeReplaced(source.identity());
    Entry entry = MODELS.computeIfAbsent(source.identity(), missing -> new Entry(source.load()));
    entry.tasks++;
    return entry.model;
  }

  /** Releases the model of a task. */
  static synchronized void release(ModelSource source) {
    Entry entry = MODELS.get(source.identity());
    if (entry != null) {
      entry.tasks--;
    }
  }

  /** The number of loaded models. */
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

  /**
   * The number of threads of TensorFlow in this driver or executor.
   *
   * <p>Calls run in the tasks' own threads. With one core a task no other threads are needed; with
   * several, the tasks of an executor share a pool of as many threads as it has cores.
   */
  static int threads() {
    return threads(SparkEnv.get().conf(), Runtime.getRuntime().availableProcessors());
  }

  /**
   * The number of threads of TensorFlow in an executor.
   *
   * @param conf of the application
   * @param processors of the machine, the default of {@code spark.executor.cores}
   */
  static int threads(SparkConf conf, int processors) {
    int ofATask = conf.getInt("spark.task.cpus", 1);
    return ofATask == 1 ? 1 : Math.max(ofATask, conf.getInt("spark.executor.cores", processors));
  }
}
