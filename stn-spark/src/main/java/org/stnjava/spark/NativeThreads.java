package org.stnjava.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * How many threads TensorFlow may have, so that tasks use the cores that Spark counts for them.
 *
 * <p>Calls run in the tasks' own threads. With one core a task that is all; with several, the tasks
 * of an executor share a pool of as many threads as it has cores.
 */
final class NativeThreads {

  private NativeThreads() {}

  /** The number for this driver or executor. */
  static int ofThisProcess() {
    return of(SparkEnv.get().conf(), Runtime.getRuntime().availableProcessors());
  }

  /**
   * The number for an executor.
   *
   * @param conf of the application
   * @param processors of the machine, which an executor gets that was not told how many
   */
  static int of(SparkConf conf, int processors) {
    int ofATask = conf.getInt("spark.task.cpus", 1);
    return ofATask == 1 ? 1 : Math.max(ofATask, conf.getInt("spark.executor.cores", processors));
  }
}
