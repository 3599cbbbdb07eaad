package org.stnjava.train.metric;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Decimal text with the fewest digits that reads back as the same double.
 *
 * <p>{@link Double#toString} gives more digits than needed before JDK 19 and other ones after, so
 * equal runs on two JDKs would give different files.
 */
final class ShortestNumber {
  /** Sizes between these two are easy to read without an exponent. */
  private static final double PLAIN_FROM = 1e-6;

  private static final double PLAIN_BELOW = 1e9;

  /** Enough digits for every double (IEEE 754). */
  private static final int MOST_DIGITS = 17;

  private ShortestNumber() {}

  static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    return text(shortest.stripTrailingZeros());
  }

  private static String text(BigDecimal value) {
    double size = Math.abs(value.doubleValue());
    if (size == 0 || (size >= PLAIN_FROM && size < PLAIN_BELOW)) {
      return value.toPlainString();
    }
    int exponent = value.precision() - value.scale() - 1;
    return value.movePointLeft(exponent).toPlainString() + "e" + exponent;
  }
}
