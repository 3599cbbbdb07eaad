package org.stnjava.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.bench.peer.Timing;
import org.stnjava.bench.race.MachineTime.Span;

class DisturbanceTest {

  private static final Disturbance RULE = new Disturbance(2, 2);

  private static final double WALL = 100;

  private static Turn turn(double millis, double others) {
    return new Turn(new Timing(millis, 2 * millis), new Span(WALL, others));
  }

  private static List<Turn> turns(double... millis) {
    return DoubleStream.of(millis).mapToObj(each -> turn(each, 0)).toList();
  }

  private static List<Double> kept(List<Turn> turns) {
    return RULE.undisturbed(turns).stream().map(turn -> turn.timing().millis()).toList();
  }

  @ParameterizedTest(name = "{0} threads on {1} cores, {2} ms, others {3} ms")
  @CsvSource({
    "2, 2, 100, 0, false",
    "2, 2, 100, 20, false",
    "2, 2, 100, 21, true",
    "2, 2, 1000, 200, false",
    "2, 2, 1000, 201, true",
    "1, 2, 1000, 1000, false",
    "1, 2, 1000, 1101, true",
    "2, 64, 1000, 60000, false",
    "8, 2, 1000, 201, true"
  })
  void countsWhatOthersTakeFromTheCoresOfTheContender(
      int threads, int cores, double wall, double others, boolean contended) {
    Disturbance rule = new Disturbance(threads, cores);

    assertThat(rule.isContended(new Span(wall, others))).isEqualTo(contended);
  }

  @Test
  void leavesOutTurnsInWhichOthersComputed() {
    assertThat(kept(List.of(turn(1, 0), turn(1.1, 90), turn(1.2, 10)))).containsExactly(1.0, 1.2);
  }

  @Test
  void keepsAnOrdinarySpread() {
    assertThat(kept(turns(1, 1.4, 1.2, 1.1, 1.3))).hasSize(5);
  }

  @Test
  void leavesOutOneTurnThatIsMuchLonger() {
    assertThat(kept(turns(0.25, 35.9, 0.26, 0.27, 0.25))).containsExactly(0.25, 0.26, 0.27, 0.25);
  }

  @Test
  void leavesOutLongTurnsThatAreTheMajority() {
    assertThat(kept(turns(35.9, 0.25, 36.1, 35.1, 36.2))).containsExactly(0.25);
  }

  @Test
  void comparesWithTurnsThatWereNotContendedOnly() {
    List<Turn> turns =
        Stream.concat(turns(2, 2.1).stream(), Stream.of(turn(1, 90), turn(1, 90))).toList();

    assertThat(kept(turns)).containsExactly(2.0, 2.1);
  }

  @Test
  void keepsNothingWhereOthersComputeAllTheTime() {
    assertThat(kept(List.of(turn(1, 90), turn(1, 90)))).isEmpty();
  }
}
