package org.stnjava.testing;

/**
 * How far a number may be from the expected one: absolute plus relative.
 *
 * @param absolute the part that does not depend on the number
 * @param relative the part per unit of the expected number
 */
public record Tolerance(double absolute, double relative) {

  /** Of the numeric contract, for results in {@code TFloat32}. */
  public static final Tolerance FLOAT32 = new Tolerance(1e-5, 1e-5);

  /** Of the numeric contract, for results in {@code TFloat64}. */
  public static final Tolerance FLOAT64 = new Tolerance(1e-10, 1e-10);

  /** Autodiff against central differences with h = 1e-6 in {@code TFloat64}. */
  public static final Tolerance CENTRAL_DIFFERENCES = new Tolerance(1e-4, 1e-4);

  /** Nothing but the number itself. */
  public static final Tolerance EXACT = new Tolerance(0, 0);

  /** Whether {@code actual} is near enough to {@code expected}; NaN equals NaN. */
  public boolean accepts(double expected, double actual) {
    return Double.compare(expected, actual) == 0
        || Math.abs(expected - actual) <= absolute + relative * Math.abs(expected);
  }
}
