package org.stnjava.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.bench.peer.Timing;
import org.stnjava.bench.race.MachineTime.Span;
import org.stnjava.bench.report.Samples;

class TurnsTest {

  private final Turns turns = new Turns(3, new Disturbance(2, 2));

  private void add(double millis, double others) {
    turns.add(new Turn(new Timing(millis, millis), new Span(100, others)));
  }

  private static List<Double> millis(Samples samples) {
    return samples.timings().stream().map(Timing::millis).toList();
  }

  @Test
  void areCompleteWhenEnoughWereUndisturbed() {
    add(1, 0);
    add(1.1, 50);
    add(1.2, 0);
    assertThat(turns.isComplete()).isFalse();

    add(1.3, 0);

    assertThat(turns.isComplete()).isTrue();
    assertThat(turns.samples("a").disturbed()).isZero();
    assertThat(millis(turns.samples("a"))).containsExactly(1.0, 1.2, 1.3);
  }

  @Test
  void areFilledWithThoseFromWhichOthersTookLeast() {
    add(1, 0);
    add(1.5, 150);
    add(1.3, 50);
    add(1.4, 90);

    assertThat(turns.samples("a").disturbed()).isEqualTo(2);
    assertThat(millis(turns.samples("a"))).containsExactly(1.0, 1.3, 1.4);
  }

  @Test
  void countATimeOnceThatCameTwice() {
    add(1, 90);
    add(1, 90);
    add(1, 90);

    assertThat(millis(turns.samples("a"))).containsExactly(1.0, 1.0, 1.0);
    assertThat(turns.samples("a").disturbed()).isEqualTo(3);
  }
}
