package org.stnjava.bench.race;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stnjava.bench.report.Samples;

/** The turns of one contender, with those that repeat a disturbed one. */
final class Turns {

  private final int wanted;
  private final Disturbance rule;
  private final List<Turn> all = new ArrayList<>();

  /**
   * Starts with none.
   *
   * @param wanted how many undisturbed ones it takes
   * @param rule tells which are
   */
  Turns(int wanted, Disturbance rule) {
    this.wanted = wanted;
    this.rule = rule;
  }

  void add(Turn turn) {
    all.add(turn);
  }

  /** {@return whether there are undisturbed turns enough} */
  boolean isComplete() {
    return rule.undisturbed(all).size() >= wanted;
  }

  /**
   * What counts: undisturbed turns; where there are too few, also those from which other processes
   * took least.
   *
   * @param label the contender's name
   * @return at least as many as are wanted
   */
  Samples samples(String label) {
    List<Turn> kept = new ArrayList<>(rule.undisturbed(all));
    int disturbed = Math.max(0, wanted - kept.size());
    all.stream()
        .filter(turn -> !kept.contains(turn))
        .sorted(Comparator.comparingDouble(turn -> turn.span().others() / turn.span().wall()))
        .limit(disturbed)
        .toList()
        .forEach(kept::add);
    return new Samples(label, kept.stream().map(Turn::timing).toList(), disturbed);
  }
}
