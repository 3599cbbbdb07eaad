package org.stnjava.train.cluster;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Tells the other tasks from time to time that the chief lives, however long a step, a wait or an
 * evaluation takes; <b>to be closed</b>.
 */
final class Heartbeat implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  /** How many may be missed before the others give up. */
  private static final int BEATS = 4;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Heartbeat::daemon);

  Heartbeat(Chief chief, Duration patience) {
    long millis = patience.toMillis() / BEATS;
    ScheduledFuture<?> unused =
        thread.scheduleAtFixedRate(() -> beat(chief), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void beat(Chief chief) {
    try {
      chief.beat();
    } catch (TensorFlowException e) {
      LOG.debug("a task cannot be reached; the loop will notice, too", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stn-heartbeat");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for a beat under way, as the session is closed next. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      boolean ended = thread.awaitTermination(1, TimeUnit.MINUTES);
      LOG.debug("heartbeat ended: {}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
