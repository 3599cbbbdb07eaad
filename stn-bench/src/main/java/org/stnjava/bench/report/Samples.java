package org.stnjava.bench.report;

import com.google.common.math.Quantiles;
import com.google.common.math.Stats;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.stnjava.bench.peer.Timing;

/**
 * What one contender took, one timing a round.
 *
 * @param label which contender it is
 * @param timings at least one
 * @param disturbed how many of them something outside the run disturbed
 */
public record Samples(String label, List<Timing> timings, int disturbed) {

  /** Takes a copy of the list. */
  public Samples {
    timings = List.copyOf(timings);
    if (timings.isEmpty()) {
      throw new IllegalArgumentException("timings: expected at least one but got none");
    }
  }

  /** {@return the wall time in the middle, in milliseconds a repetition} */
  public double median() {
    return Quantiles.median().compute(all(Timing::millis));
  }

  /** {@return the shortest wall time} */
  public double low() {
    return Collections.min(all(Timing::millis));
  }

  /** {@return the longest wall time} */
  public double high() {
    return Collections.max(all(Timing::millis));
  }

  /**
   * The CPU time of a repetition: the mean, since the clock's grain of 10 ms shows in a single
   * turn.
   *
   * @return milliseconds, summed over the cores
   */
  public double coreMillis() {
    return Stats.meanOf(all(Timing::coreMillis));
  }

  /** {@return what follows a number in a table: a star if turns stayed disturbed} */
  String star() {
    return disturbed > 0 ? "*" : "";
  }

  private List<Double> all(ToDoubleFunction<Timing> part) {
    return timings.stream().map(part::applyAsDouble).toList();
  }
}
