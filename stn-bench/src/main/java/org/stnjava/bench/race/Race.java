package org.stnjava.bench.race;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.peer.Contender;
import org.stnjava.bench.peer.Lineup.Member;
import org.stnjava.bench.peer.Timing;
import org.stnjava.bench.race.MachineTime.Span;
import org.stnjava.bench.report.Samples;

/**
 * Times all contenders of a workload in turns, so that what slows the machine down for a while
 * slows all of them, and repeats the turns that something disturbed.
 */
public final class Race {

  private final Pace pace;
  private final Disturbance rule;
  private final Tally tally;

  /**
   * Makes a race.
   *
   * @param pace how much is measured
   * @param rule tells which turns are repeated
   */
  public Race(Pace pace, Disturbance rule) {
    this.pace = pace;
    this.rule = rule;
    this.tally = new Tally(rule.cores());
  }

  /**
   * Runs all rounds.
   *
   * @param members who takes part
   * @return what each took; of several contenders in a column the fastest is kept
   */
  public Map<Column, Samples> run(ListMultimap<Column, Member> members) {
    ListMultimap<Column, Runner> runners =
        MultimapBuilder.enumKeys(Column.class).arrayListValues().build();
    members.forEach((column, member) -> runners.put(column, new Runner(member)));
    Random random = new Random(pace.rounds());
    List<Runner> order = new ArrayList<>(runners.values());
    for (int round = 0; round < pace.rounds(); round++) {
      // No contender always runs after the same one.
      Collections.shuffle(order, random);
      order.forEach(Runner::take);
    }
    for (int repeat = 0; repeat < pace.repeats(); repeat++) {
      order.removeIf(runner -> runner.turns.isComplete());
      Collections.shuffle(order, random);
      order.forEach(Runner::repeat);
    }
    Map<Column, Samples> best = new EnumMap<>(Column.class);
    runners.forEach((column, runner) -> best.merge(column, runner.samples(), Race::faster));
    return best;
  }

  /** {@return what is to be said of the machine, in a sentence} */
  public String summary() {
    return tally.text();
  }

  private static Samples faster(Samples one, Samples other) {
    return Collections.min(List.of(one, other), Comparator.comparingDouble(Samples::median));
  }

  /** A contender that is warm. */
  private final class Runner {

    private final Member member;
    private final int repetitions;
    private final Turns turns = new Turns(pace.rounds(), rule);

    Runner(Member member) {
      this.member = member;
      this.repetitions = warmUp(member.contender());
    }

    /** Runs until warm; gives the number of repetitions that one time is taken over. */
    private int warmUp(Contender contender) {
      double spent = 0;
      double shortest = Double.POSITIVE_INFINITY;
      for (int repetitions = 1; spent < pace.warmupMillis(); repetitions *= 2) {
        double millis = contender.time(repetitions).millis();
        spent += millis * repetitions;
        // Not the last: a disturbance would make all turns too short.
        shortest = Math.min(shortest, millis);
      }
      return (int) Math.max(1, Math.ceil(pace.sampleMillis() / shortest));
    }

    /** Times the contender when the others are still, and its own threads and caches are awake. */
    void take() {
      Quiet.await();
      Optional<MachineTime> start = MachineTime.now();
      member.contender().time(1);
      Timing timing = member.contender().time(repetitions);
      Span span =
          start
              .flatMap(from -> MachineTime.now().map(to -> to.since(from)))
              .orElseGet(() -> new Span(timing.millis() * repetitions, 0));
      Turn turn = new Turn(timing, span);
      turns.add(turn);
      tally.add(turn);
    }

    void repeat() {
      tally.addRepeat();
      take();
    }

    Samples samples() {
      return turns.samples(member.label());
    }
  }
}
