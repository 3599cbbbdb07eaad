package org.stnjava.bench.report;

import com.google.common.math.Quantiles;
import java.util.Collections;
import java.util.List;

/**
 * The times of one contender, one a round.
 *
 * @param label which contender it is
 * @param millis milliseconds a repetition, at least one
 */
public record Samples(String label, List<Double> millis) {

  /** Takes a copy of the list. */
  public Samples {
    millis = List.copyOf(millis);
    if (millis.isEmpty()) {
      throw new IllegalArgumentException("millis: expected at least one time but got none");
    }
  }

  /** {@return the time in the middle} */
  public double median() {
    return Quantiles.median().compute(millis);
  }

  /** {@return the shortest time} */
  public double low() {
    return Collections.min(millis);
  }

  /** {@return the longest time} */
  public double high() {
    return Collections.max(millis);
  }
}
