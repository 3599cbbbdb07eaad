package org.stnjava.train.optimize;

import java.util.Locale;

/** Checks of settings that are numbers. */
final class Ranges {

  private Ranges() {}

  static void requireAtLeastZero(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name, "a number of at least 0", value);
  }

  static void requirePositive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, "a number greater than 0", value);
  }

  static void requireBelowOne(String name, double value) {
    require(value >= 0 && value < 1, name, "a number in [0, 1)", value);
  }

  static void require(boolean holds, String name, String expected, Object came) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: expected %s but got %s", name, expected, came));
    }
  }
}
