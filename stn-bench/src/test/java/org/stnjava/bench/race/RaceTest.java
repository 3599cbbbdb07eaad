package org.stnjava.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableListMultimap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.peer.Contender;
import org.stnjava.bench.peer.Lineup.Member;
import org.stnjava.bench.peer.Timing;
import org.stnjava.bench.report.Samples;
import org.stnjava.data.npy.NpyArray;

class RaceTest {

  /** 1 ms to warm up, then ten repetitions a turn. */
  private static final Pace PACE = new Pace(3, 2, 10, 1);

  /** So many cores that other processes take none from a contender. */
  private static final Disturbance RULE = new Disturbance(2, 10_000);

  /** Takes 1 ms for a single repetition, and for each turn what comes next. */
  private static final class Scripted implements Contender {

    private final Deque<Double> turns;

    Scripted(Double... turns) {
      this.turns = new ArrayDeque<>(List.of(turns));
    }

    @Override
    public Map<String, NpyArray> outputs() {
      return Map.of();
    }

    @Override
    public Timing time(int repetitions) {
      double millis = repetitions == 1 ? 1 : turns.remove();
      return new Timing(millis, millis);
    }

    @Override
    public void close() {}
  }

  private static Samples run(Race race, Contender... contenders) {
    ImmutableListMultimap.Builder<Column, Member> members = ImmutableListMultimap.builder();
    for (Contender contender : contenders) {
      members.put(Column.TORCH, new Member("of " + contender, contender));
    }
    return Objects.requireNonNull(race.run(members.build()).get(Column.TORCH));
  }

  private static List<Double> millis(Samples samples) {
    return samples.timings().stream().map(Timing::millis).toList();
  }

  @Test
  void repeatsTurnsThatWereDisturbed() {
    Race race = new Race(PACE, RULE);

    Samples samples = run(race, new Scripted(1.0, 35.9, 1.2, 1.1, 9.9));

    assertThat(millis(samples)).containsExactly(1.0, 1.2, 1.1);
    assertThat(samples.disturbed()).isZero();
    assertThat(race.summary()).contains("; 1 of 4 turns repeat a disturbed one");
  }

  @Test
  void marksWhatStaysDisturbedWhenItGivesUp() {
    Race race = new Race(PACE, RULE);

    Samples samples = run(race, new Scripted(1.0, 35.0, 36.0, 37.0, 38.0));

    assertThat(millis(samples)).contains(1.0).hasSize(3);
    assertThat(samples.disturbed()).isEqualTo(2);
    assertThat(race.summary()).contains("; 2 of 5 turns repeat a disturbed one");
  }

  @Test
  void keepsTheFasterContenderOfAColumn() {
    Contender slow = new Scripted(3.0, 3.0, 3.0);
    Contender fast = new Scripted(2.0, 2.5, 2.0);

    assertThat(run(new Race(PACE, RULE), slow, fast).label()).isEqualTo("of " + fast);
  }
}
