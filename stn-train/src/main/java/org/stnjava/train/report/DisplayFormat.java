package org.stnjava.train.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Formats numbers for display, the same in every locale. */
final class DisplayFormat {
  /** Stands where there is no number. */
  static final String NONE = "–";

  private static final int SIGNIFICANT_DIGITS = 3;

  private DisplayFormat() {}

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A fraction as a percentage that never rounds to 0% or 100% what is not. */
  static String percent(double fraction) {
    double percent = 100 * fraction;
    if (Double.isNaN(percent)) {
      return NONE;
    }
    if (percent == 0 || percent == 100) {
      return percent == 0 ? "0%" : "100%";
    }
    if (percent < 0.01) {
      return "<0.01%";
    }
    if (percent > 99.99) {
      return ">99.99%";
    }
    boolean nearAnEnd = percent < 10 || percent >= 99.95;
    return String.format(Locale.ROOT, nearAnEnd ? "%.2f%%" : "%.1f%%", percent);
  }

  /** Three significant digits. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.2e", value).replace('-', '−');
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(SIGNIFICANT_DIGITS));
    return rounded.stripTrailingZeros().toPlainString().replace('-', '−');
  }

  /** A place in a drawing: two decimals, more than a screen can show. */
  static String coordinate(double value) {
    // Adding 0 makes a 0 of −0.
    String text = String.format(Locale.ROOT, "%.2f", Math.rint(100 * value) / 100 + 0.0);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }
}
