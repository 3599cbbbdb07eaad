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
   * @return what one repetition took
   */
  Timing time(int repetitions);

  @Override
  void close();
}
