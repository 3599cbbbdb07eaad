package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

class EvaluationScheduleTest {

  private static EvaluationSchedule schedule(
      String budget, double trained, int size, EvaluationConfig evaluation) {
    TrainConfig config =
        TrainConfig.of(
                OptimizerConfig.adam(),
                RateConfig.of(1e-3, Schedule.CONSTANT),
                Budget.parse(budget))
            .withEvaluation(evaluation);
    return new EvaluationSchedule(config, trained, size);
  }

  private static EvaluationConfig evaluations(int number) {
    return EvaluationConfig.standard().withEvaluations(number);
  }

  @Nested
  class WhenStepsAreCounted {

    @Test
    void takesAllImagesWhereTheyFitTheShare() {
      // 128,000 images are trained on: 42,666 may be evaluated, five times 4,000 are.
      assertThat(schedule("2000 steps", 128_000, 4_000, evaluations(5)).due(0)).isEqualTo(4_000);
    }

    @Test
    void takesAsManyImagesAsTheShareAllows() {
      // (42,666 - 10,000) / 5 and (42,666 / 2) / 5, in steps of 250
      assertThat(schedule("2000 steps", 128_000, 10_000, evaluations(5)).due(0)).isEqualTo(6_500);
      assertThat(schedule("2000 steps", 128_000, 40_000, evaluations(5)).due(0)).isEqualTo(4_250);
    }

    @Test
    void takesAFewImagesAtLeast() {
      assertThat(schedule("20 epochs", 100, 4_000, evaluations(20)).due(0)).isEqualTo(250);
      assertThat(schedule("20 epochs", 100, 40, evaluations(20)).due(0)).isEqualTo(40);
    }

    @Test
    void doesNotDependOnTheTime() {
      EvaluationSchedule schedule = schedule("20 epochs", 100, 4_000, evaluations(20));

      schedule.evaluated(250, Duration.ofHours(1).toNanos());

      assertThat(schedule.due(1)).isEqualTo(250);
      assertThat(schedule.spent()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void takesAsManyImagesAsItIsTold() {
      assertThat(schedule("9 steps", 9, 4_000, evaluations(5).withImages(30)).due(0)).isEqualTo(30);
      assertThat(schedule("9 steps", 9, 20, evaluations(5).withImages(30)).due(0)).isEqualTo(20);
    }
  }

  @Nested
  class WhenMinutesAreMeasured {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** 12,000 images a minute: of one minute for evaluations half is for those on the way. */
    private static EvaluationSchedule measured(EvaluationConfig evaluation) {
      EvaluationSchedule schedule = schedule("10 minutes", 1, 12_000, evaluation);
      schedule.evaluated(250, MINUTE * 250 / 12_000);
      return schedule;
    }

    @Test
    void beginsWithAFewImages() {
      assertThat(schedule("10 minutes", 1, 12_000, evaluations(10)).due(MINUTE)).isEqualTo(250);
      assertThat(schedule("10 minutes", 1, 12_000, evaluations(10).withImages(9)).due(1))
          .isEqualTo(9);
    }

    @Test
    void takesAsManyImagesAsTheShareAllows() {
      assertThat(measured(evaluations(10)).due(2 * MINUTE)).isEqualTo(500);
    }

    @Test
    void skipsAnEvaluationThatWouldExceedTheShare() {
      assertThat(measured(evaluations(10)).due(MINUTE / 2)).isZero();
      assertThat(measured(evaluations(10).withImages(2000)).due(3 * MINUTE)).isZero();
      assertThat(measured(evaluations(10).withImages(2000)).due(4 * MINUTE)).isEqualTo(2000);
    }

    @Test
    void takesAllImagesWhereTheShareIsEverything() {
      EvaluationSchedule schedule = measured(evaluations(10).withShare(1));

      schedule.evaluated(12_000, 9 * MINUTE);

      assertThat(schedule.due(MINUTE)).isEqualTo(12_000);
    }
  }
}
