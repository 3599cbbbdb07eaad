package org.stnjava.bench.peer;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one repetition takes.
 *
 * @param millis by the clock on the wall
 * @param coreMillis CPU time of the process, summed over its threads
 */
public record Timing(double millis, double coreMillis) {

  private static final double NANOS = 1e6;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * Times runs in this process.
   *
   * @param repetitions how many, at least 1
   * @param run one of them
   * @return the mean of all
   */
  public static Timing of(int repetitions, Runnable run) {
    long core = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      run.run();
    }
    double millis = (System.nanoTime() - start) / NANOS;
    double coreMillis = (SYSTEM.getProcessCpuTime() - core) / NANOS;
    return new Timing(millis / repetitions, coreMillis / repetitions);
  }
}
