package org.stnjava.train.loop;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stnjava.train.checkpoint.Progress;

/** Wall-clock and CPU time of a training run, including the processes that it resumes. */
final class RunClock {

  private final long opened = System.nanoTime();
  private final long processorAtOpening = processorTime();
  private final Progress from;

  /** Starts the clock in this process. */
  RunClock(Progress from) {
    this.from = from;
  }

  /** {@return nanoseconds in this process} */
  long here() {
    return System.nanoTime() - opened;
  }

  /** {@return the time in all processes} */
  Duration total() {
    return Duration.ofNanos(from.nanos() + here());
  }

  /** {@return the progress with the time that it took} */
  Progress stamp(Progress progress) {
    @Nullable Long before = from.processorNanos();
    return progress.at(
        total().toNanos(), before == null ? null : before + processorTime() - processorAtOpening);
  }

  /** The time of all threads of this process, on all cores. */
  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
