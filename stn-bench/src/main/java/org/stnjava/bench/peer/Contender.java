package org.stnjava.bench.peer;

import java.util.Map;
import org.stnjava.data.npy.NpyArray;

/** One implementation of one workload, ready to run, <b>to be closed</b>. */
public interface Contender extends AutoCloseable {

  /**
   * Runs once.
   *
   * @return what comes out, by name, to be compared with what comes out of others
   */
  Map<String, NpyArray> outputs();

  /**
   * Runs some times, and takes everything that comes out.
   *
   * @param repetitions how many times, at least 1
   * @return milliseconds a repetition
   */
  double time(int repetitions);

  @Override
  void close();

  /**
   * Times runs in this process.
   *
   * @param repetitions how many, at least 1
   * @param run one of them
   * @return milliseconds a repetition
   */
  static double time(int repetitions, Runnable run) {
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      run.run();
    }
    return (System.nanoTime() - start) / 1e6 / repetitions;
  }
}
