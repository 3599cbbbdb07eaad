package org.stnjava.bench.peer;

import java.util.Locale;
import java.util.Map;
import org.stnjava.data.npy.NpyArray;

/**
 * The test that whatever is timed computes the same.
 *
 * <p>Two arrays agree if the root mean square of their difference is small beside that of the
 * reference. θ's gradient jumps where a sample crosses a pixel's center, and single precision puts
 * some samples on the other side; and Adam divides by gradients that are nothing but rounding,
 * which shows in the losses after a step: their tolerances are wider.
 */
public final class Agreement {

  private static final double TOLERANCE = 1e-4;

  private static final Map<String, Double> WIDER = Map.of("dtheta", 1e-2, "losses", 1e-3);

  private Agreement() {}

  /**
   * Compares what two contenders computed.
   *
   * @param who computed it, for the message
   * @param outputs what came out
   * @param reference what should come out; outputs that it does not have are not compared
   * @throws IllegalStateException if something is missing or differs
   */
  public static void require(
      String who, Map<String, NpyArray> outputs, Map<String, NpyArray> reference) {
    reference.forEach(
        (name, expected) -> {
          NpyArray actual = outputs.get(name);
          if (actual == null || actual.size() != expected.size()) {
            throw new IllegalStateException(
                "%s: expected %s of %s but got %s".formatted(who, name, expected, actual));
          }
          double tolerance = WIDER.getOrDefault(name, TOLERANCE);
          double difference = difference(actual.doubles(), expected.doubles());
          if (!(difference <= tolerance)) {
            throw new IllegalStateException(
                String.format(
                    Locale.ROOT,
                    "%s: expected %s to differ by at most %.0e from the reference but it does by %.1e",
                    who,
                    name,
                    tolerance,
                    difference));
          }
        });
  }

  /** The difference's root mean square over the reference's. */
  static double difference(double[] actual, double[] expected) {
    double squares = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = actual[i] - expected[i];
      squares += difference * difference;
      scale += expected[i] * expected[i];
    }
    return squares == 0 ? 0 : Math.sqrt(squares / scale);
  }
}
