package org.stnjava.bench.race;

/**
 * How much is measured.
 *
 * @param rounds how often each contender is timed, at least 1
 * @param repeats how many disturbed turns of a contender are repeated at most
 * @param sampleMillis what one time is taken over: long beside the clock's and the scheduler's
 *     grain
 * @param warmupMillis before the first time is taken: caches are filled and code is compiled
 */
public record Pace(int rounds, int repeats, double sampleMillis, double warmupMillis) {

  /** Checks the numbers. */
  public Pace {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds: expected at least 1 but got " + rounds);
    }
    if (repeats < 0) {
      throw new IllegalArgumentException("repeats: expected at least 0 but got " + repeats);
    }
  }
}
