package org.stnjava.cluster.task;

import com.google.common.base.Throwables;
import java.time.Duration;
import java.util.Optional;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.RunOptions;

/** Runs on other tasks' servers: with a time limit, and the meaning of their failures. */
public final class RemoteCalls {

  private RemoteCalls() {}

  /**
   * Runs nodes that block until something happens.
   *
   * @param limit how long to wait, at least 1 ms
   * @param run what to run
   * @return the result, <b>to be closed</b>; absent after the time limit
   * @throws TensorFlowException if the run fails before the time limit
   */
  public static Optional<Result> within(Duration limit, Session.Runner run) {
    long millis = Math.max(1, limit.toMillis());
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    try {
      return Optional.of(
          run.setOptions(RunOptions.newBuilder().setTimeoutInMs(millis).build()).run());
    } catch (TensorFlowException e) {
      if (System.nanoTime() >= end) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Whether a failure means that a server was lost or restarted.
   *
   * <p>TensorFlow Java has no exception types for the codes UNAVAILABLE, ABORTED and CANCELLED, but
   * has for most others. A restarted parameter server has no variables: a failed precondition.
   *
   * @param failure what a run threw
   * @return whether to retry once the server is back
   */
  public static boolean isServerLost(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .anyMatch(
            cause ->
                cause.getClass() == TensorFlowException.class
                    || cause instanceof TFFailedPreconditionException);
  }

  /**
   * Waits before the next try.
   *
   * @param duration how long
   * @throws IllegalStateException if the thread is interrupted
   */
  public static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for other tasks", e);
    }
  }
}
