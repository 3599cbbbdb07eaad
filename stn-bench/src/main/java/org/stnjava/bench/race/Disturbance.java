package org.stnjava.bench.race;

import com.google.common.math.Quantiles;
import java.util.List;
import org.stnjava.bench.race.MachineTime.Span;

/**
 * The rule that tells which turns something outside the run disturbed.
 *
 * <p>Either other processes took CPU time from the cores that the contender may use, or the turn
 * was much longer than the faster half of the contender's turns: what disturbs makes a turn longer
 * and never shorter, and may do so to half of them.
 *
 * @param threads of the contender
 * @param cores of the machine; what other processes use of those without a thread is no disturbance
 */
public record Disturbance(int threads, int cores) {

  /** Of the contender's cores; the median moves by less than its spread on a quiet machine. */
  private static final double SHARE = 0.1;

  /** Two of the 10 ms in which CPU time is counted. */
  private static final double GRAIN_MILLIS = 20;

  /** Medians on a quiet machine stay below: a turn that misses one of two cores takes twice. */
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
    if (alone.isEmpty()) {
      return alone;
    }
    double longest = LONGER * medianOfTheFasterHalf(alone);
    return alone.stream().filter(turn -> turn.timing().millis() <= longest).toList();
  }

  private static double medianOfTheFasterHalf(List<Turn> turns) {
    List<Double> millis = turns.stream().map(turn -> turn.timing().millis()).sorted().toList();
    return Quantiles.median().compute(millis.subList(0, (millis.size() + 1) / 2));
  }
}
