package org.stnjava.bench.race;

import java.util.List;
import org.stnjava.bench.race.MachineTime.Span;

/**
 * The rule that tells which turns something outside the run disturbed.
 *
 * <p>Either other processes took CPU time from the cores that the contender may use, or the turn
 * was much longer than the contender's shortest: what disturbs makes a turn longer and never
 * shorter, and may reach most of them, so that neither mean nor median is a measure (Chen and
 * Revels, Robust benchmarking in noisy environments, 2016).
 *
 * @param threads of the contender
 * @param cores of the machine; what other processes use of those without a thread is no disturbance
 */
public record Disturbance(int threads, int cores) {

  /** Of the cores that the contender may use: less is within the spread on a quiet machine. */
  private static final double SHARE = 0.1;

  /** Two of the 10 ms in which CPU time is counted. */
  private static final double GRAIN_MILLIS = 20;

  /** Above the spread on a quiet machine; a turn that misses one of two cores takes twice. */
  private static final double LONGER = 1.5;

  /**
   * The rule for contenders on the cores that this process may use.
   *
   * @param threads of each contender
   * @return the rule
   */
  public static Disturbance here(int threads) {
    int cores =
        MachineTime.now()
            .map(MachineTime::cores)
            .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    return new Disturbance(threads, cores);
  }

  /**
   * Whether other processes took from a contender.
   *
   * @param span what went on during its turn
   * @return true if that is more than a tenth of what the contender may use
   */
  public boolean isContended(Span span) {
    double taken = span.others() - Math.max(0, cores - threads) * span.wall();
    return taken > Math.max(GRAIN_MILLIS, SHARE * Math.min(threads, cores) * span.wall());
  }

  /** The turns of a contender that nothing disturbed. */
  List<Turn> undisturbed(List<Turn> turns) {
    List<Turn> alone = turns.stream().filter(turn -> !isContended(turn.span())).toList();
    double shortest = alone.stream().mapToDouble(Disturbance::millis).min().orElse(0);
    return alone.stream().filter(turn -> millis(turn) <= LONGER * shortest).toList();
  }

  private static double millis(Turn turn) {
    return turn.timing().millis();
  }
}
