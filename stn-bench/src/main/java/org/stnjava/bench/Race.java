package org.stnjava.bench;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.peer.Contender;
import org.stnjava.bench.peer.Lineup;
import org.stnjava.bench.peer.Lineup.Member;
import org.stnjava.bench.report.Samples;

/**
 * Times all contenders of a workload in turns, so that whatever slows the machine down for a while
 * slows all of them.
 *
 * @param rounds how often each is timed, at least 1
 */
record Race(int rounds) {

  /** What one time is taken over: long beside the clock's and the scheduler's grain. */
  private static final double SAMPLE_MILLIS = 80;

  /** Before the first time is taken: caches are filled and code is compiled. */
  private static final double WARMUP_MILLIS = 250;

  Race {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds: expected at least 1 but got " + rounds);
    }
  }

  /** Runs all rounds; of several contenders in a column the fastest is kept. */
  Map<Column, Samples> run(Lineup lineup) {
    List<Member> order = new ArrayList<>(lineup.members().values());
    Map<Member, Integer> repetitions = new HashMap<>();
    order.forEach(member -> repetitions.put(member, warmUp(member.contender())));
    ListMultimap<Member, Double> times = MultimapBuilder.hashKeys().arrayListValues(rounds).build();
    Random random = new Random(rounds);
    for (int round = 0; round < rounds; round++) {
      // Nobody always runs after the same one.
      Collections.shuffle(order, random);
      for (Member member : order) {
        times.put(member, turn(member.contender(), repetitions.getOrDefault(member, 1)));
      }
    }
    Map<Column, Samples> best = new EnumMap<>(Column.class);
    lineup
        .members()
        .forEach(
            (column, member) ->
                best.merge(column, new Samples(member.label(), times.get(member)), Race::faster));
    return best;
  }

  /** Times one contender when the others are still, and its own threads and caches are awake. */
  private static double turn(Contender contender, int repetitions) {
    Quiet.await();
    contender.time(1);
    return contender.time(repetitions);
  }

  /** Runs until warm; gives the number of repetitions that one time is taken over. */
  private static int warmUp(Contender contender) {
    double spent = 0;
    double last = 0;
    for (int repetitions = 1; spent < WARMUP_MILLIS; repetitions *= 2) {
      last = contender.time(repetitions);
      spent += last * repetitions;
    }
    return (int) Math.max(1, Math.ceil(SAMPLE_MILLIS / last));
  }

  private static Samples faster(Samples one, Samples other) {
    return Collections.min(List.of(one, other), Comparator.comparingDouble(Samples::median));
  }
}
