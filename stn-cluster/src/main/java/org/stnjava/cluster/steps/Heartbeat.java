package org.stnjava.cluster.steps;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Sends keep-alive commands to all tasks at a fixed rate, however long a step, a wait or an
 * evaluation takes; <b>to be closed</b>.
 */
final class Heartbeat implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  /** How many beats a task misses before it gives up. */
  private static final int BEATS = 4;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Heartbeat::daemon);

  /**
   * Starts sending.
   *
   * @param chief sends the commands
   * @param giveUpAfter how long tasks wait for a command
   */
  Heartbeat(ChiefPlacement chief, Duration giveUpAfter) {
    long millis = giveUpAfter.toMillis() / BEATS;
    ScheduledFuture<?> unused =
        thread.scheduleAtFixedRate(() -> beat(chief), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void beat(ChiefPlacement chief) {
    try {
      chief.keepAlive();
    } catch (TensorFlowException e) {
      LOG.debug("a task cannot be reached; the training loop will fail, too", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stn-heartbeat");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for a beat in progress, because the session is closed next. */
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
