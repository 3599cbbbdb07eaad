package org.stnjava.train.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

class GuessingAlarmTest {

  private static final RateConfig RATES = RateConfig.of(0.01, Schedule.CONSTANT);

  private static GuessingAlarm fourClasses() {
    return new GuessingAlarm(RATES, 0, 1, 2, 3, 0, 1, 2, 3);
  }

  @Test
  void tellsThatTheLossIsThatOfGuessing() {
    assertThat(fourClasses().check(300, 0.1, 1.38))
        .contains(
            new AlarmRaised(
                300,
                "the training loss is 1.38 after 300 steps, as that of guessing among 4 classes (1.39"
                    + " to 1.39): the network has learned nothing yet; set rate to 0.001 (now 0.01);"
                    + " a longer warmUp may help, and net cnn tells whether the images can be learned"
                    + " without transformers"));
  }

  @Test
  void namesTheRateThatIsTooHighOrTooLow() {
    RateConfig low = RateConfig.of(1e-4, Schedule.CONSTANT).withLocalizationRate(1);

    assertThat(new GuessingAlarm(low, 0, 1).check(300, 0.5, 0.69).orElseThrow().message())
        .contains("; set rate to 0.001 (now 0.0001) or localizationRate to 0.1 (now 1); ");
  }

  @Test
  void knowsThatFrequentClassesAreGuessedMoreOften() {
    // Of two classes, one three times as frequent: an entropy of 0.56.
    GuessingAlarm alarm = new GuessingAlarm(RATES, 0, 0, 0, 1);

    assertThat(alarm.check(300, 0.5, 0.54)).isEmpty();
    assertThat(alarm.check(400, 0.5, 0.56)).isPresent();
  }

  @Test
  void waitsUntilSomethingCanHaveBeenLearned() {
    GuessingAlarm alarm = fourClasses();

    assertThat(alarm.check(200, 0.5, 1.38)).isEmpty();
    assertThat(alarm.check(5000, 0.09, 1.38)).isEmpty();
    assertThat(alarm.check(5100, 0.1, 1.38)).isPresent();
  }

  @Test
  void isRaisedAgainOnlyAfterTheLossHasFallen() {
    GuessingAlarm alarm = fourClasses();

    assertThat(alarm.check(300, 0.5, 1.38)).isPresent();
    assertThat(alarm.check(400, 0.5, 1.38)).isEmpty();
    assertThat(alarm.check(500, 0.5, 1.2)).isEmpty();
    assertThat(alarm.check(600, 0.5, 1.38)).isPresent();
  }

  @Test
  void isNotRaisedByOtherLosses() {
    assertThat(fourClasses().check(300, 0.5, 1.55)).isEmpty();
    assertThat(fourClasses().check(300, 0.5, Double.NaN)).isEmpty();
    assertThat(new GuessingAlarm(RATES, 0, 0).check(300, 0.5, 0)).isEmpty();
    assertThat(new GuessingAlarm(RATES, -1, 1L << 40).check(300, 0.5, 0.69)).isEmpty();
    assertThat(new GuessingAlarm(RATES).check(300, 0.5, 0)).isEmpty();
  }
}
