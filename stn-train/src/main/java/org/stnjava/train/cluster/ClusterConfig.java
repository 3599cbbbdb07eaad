package org.stnjava.train.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;

/**
 * How the processes of a cluster work together; means nothing to a training in one process.
 *
 * @param sync whether a step is one update of the mean of all workers' gradients; if not, each
 *     worker's gradient is an update of its own
 * @param onLostWorker what a step does without one of its workers; changes no result
 * @param lostAfter seconds of silence after which a worker counts as lost, at least 1; more than a
 *     step takes; changes no result
 * @param giveUpAfter seconds to wait for others at most, before it is an error, at least 1; more
 *     than an evaluation takes; changes no result
 */
public record ClusterConfig(boolean sync, LostWorker onLostWorker, int lostAfter, int giveUpAfter) {

  /** What a step does without one of its workers. */
  public enum LostWorker {
    /** Waits until it is back. */
    WAIT,
    /** Has the others compute its share, too, until it is back. */
    DROP
  }

  /** Checks the times. */
  public ClusterConfig {
    require("lostAfter", lostAfter);
    require("giveUpAfter", giveUpAfter);
  }

  private static void require(String name, int seconds) {
    if (seconds < 1) {
      throw new IllegalArgumentException(
          "%s: expected at least 1 second but got %d".formatted(name, seconds));
    }
  }

  /** {@return synchronous steps that wait for lost workers, ten minutes at most} */
  public static ClusterConfig standard() {
    return new ClusterConfig(true, LostWorker.WAIT, 60, 600);
  }

  /** Refuses networks whose state changes with each step where the chief sees no images. */
  static void requireStepOperations(boolean sync) {
    if (sync) {
      throw new IllegalArgumentException(
          "sync: expected false for a network that keeps state, such as batch norm, but got true;"
              + " train it asynchronously or in one process");
    }
  }

  /** {@return {@code lostAfter}} */
  @JsonIgnore
  Duration silence() {
    return Duration.ofSeconds(lostAfter);
  }

  /** {@return {@code giveUpAfter}} */
  @JsonIgnore
  Duration patience() {
    return Duration.ofSeconds(giveUpAfter);
  }
}
