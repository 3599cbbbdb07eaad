package org.stnjava.train.cluster;

import com.google.common.base.Throwables;
import java.time.Duration;
import java.util.Optional;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.RunOptions;

/** Runs on other machines: those that may not take longer, and what those that failed mean. */
final class Calls {

  private Calls() {}

  /**
   * Runs what waits for something.
   *
   * @param run what to run
   * @param limit how long to wait
   * @return the result, <b>to be closed</b>; absent if nothing came in time
   */
  static Optional<Result> within(Duration limit, Session.Runner run) {
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
   * Whether a failure means that a server was lost or is another one now. TensorFlow Java has no
   * types for its codes UNAVAILABLE, ABORTED and CANCELLED, but has for most others; a parameter
   * server that was restarted knows no variables, a failed precondition.
   */
  static boolean isLoss(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .anyMatch(
            cause ->
                cause.getClass() == TensorFlowException.class
                    || cause instanceof TFFailedPreconditionException);
  }
}
