package org.stnjava.train.cluster;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The worker in the chief's process: a thread of its own, which ends as any worker does. */
final class OwnWorker {

  private static final long MILLIS_TO_END = 5000;

  private final Thread thread;
  private volatile @Nullable RuntimeException failure;

  OwnWorker(Worker worker) {
    thread = new Thread(() -> run(worker), "stn-worker");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Worker worker) {
    try {
      worker.work();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Why it ended, if it did or is about to. */
  Optional<RuntimeException> failure() {
    try {
      thread.join(MILLIS_TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(failure);
  }
}
