package org.stnjava.train.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;

/**
 * How several processes train together; has no effect on a training run in one process.
 *
 * @param sync whether a step is one update by the mean of all workers' gradients; if not, each
 *     worker's gradient is an update of its own
 * @param onLostWorker what a step does without one of its workers; changes no result
 * @param lostAfter seconds of silence after which a worker counts as lost, at least 1; more than a
 *     step takes; changes no result
 * @param giveUpAfter seconds to wait for other processes before it is an error, at least 1; more
 *     than an evaluation takes; changes no result
 */
public record DistributedConfig(
    boolean sync, LostWorker onLostWorker, int lostAfter, int giveUpAfter) {

  /** What a step does without one of its workers. */
  public enum LostWorker {
    /** Waits until the worker is back. */
    WAIT,
    /** Lets the other workers compute its shard until it is back. */
    DROP
  }

  /** Checks the times. */
  public DistributedConfig {
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
  public static DistributedConfig standard() {
    return new DistributedConfig(true, LostWorker.WAIT, 60, 600);
  }

  /** {@return {@code lostAfter} as a duration} */
  @JsonIgnore
  public Duration lostAfterDuration() {
    return Duration.ofSeconds(lostAfter);
  }

  /** {@return {@code giveUpAfter} as a duration} */
  @JsonIgnore
  public Duration giveUpAfterDuration() {
    return Duration.ofSeconds(giveUpAfter);
  }
}
