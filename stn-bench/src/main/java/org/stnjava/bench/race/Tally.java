package org.stnjava.bench.race;

import java.util.Locale;

/** What is known of the machine's quiet when the race is over. */
final class Tally {

  private final int cores;
  private int turns;
  private int repeats;
  private double wall;
  private double others;

  Tally(int cores) {
    this.cores = cores;
  }

  void add(Turn turn) {
    turns++;
    wall += turn.span().wall();
    others += turn.span().others();
  }

  void addRepeat() {
    repeats++;
  }

  /** {@return one or two sentences} */
  String text() {
    return String.format(
        Locale.ROOT,
        "Other processes used %.2f of %d cores while contenders were timed; %d of %,d turns repeat"
            + " a disturbed one, and a star marks cells of which some turns stayed disturbed.",
        others / wall,
        cores,
        repeats,
        turns);
  }
}
