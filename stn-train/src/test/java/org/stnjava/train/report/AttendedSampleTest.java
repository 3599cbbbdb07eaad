package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.train.metric.Evaluation;

class AttendedSampleTest {
  private static final Picture INPUT = new Picture(1, 2, new float[2]);

  private final Evaluation evaluation =
      new Evaluation(2, new int[] {0, 1, 1}, new float[] {0, 1, 0, 1, 0, Float.NaN});

  @Test
  void takesItsNumbersFromTheEvaluation() {
    AttendedSample sample = AttendedSample.of(evaluation, 0, INPUT, List.of());

    assertThat(sample.said()).containsExactly(new Said(0, 1, evaluation.probability(0, 1)));
    assertThat(sample.probability()).isEqualTo(evaluation.probability(0, 1));
    assertThat(sample.loss()).isEqualTo(evaluation.loss(0));
  }

  @Test
  void isCorrectIfThePredictionIsTheLabel() {
    assertThat(AttendedSample.of(evaluation, 0, INPUT, List.of()).correct()).isFalse();
    assertThat(AttendedSample.of(evaluation, 1, INPUT, List.of()).correct()).isTrue();
  }

  @Test
  void hasNoProbabilityWithoutAPrediction() {
    AttendedSample sample = AttendedSample.of(evaluation, 2, INPUT, List.of());

    assertThat(sample.correct()).isFalse();
    assertThat(sample.probability()).isNaN();
  }

  @Test
  void isCorrectIfAllOfSeveralPredictionsAre() {
    Evaluation pairs =
        new Evaluation(2, 2, new int[] {0, 1, 1, 0}, new float[] {1, 0, 0, 1, 1, 0, 1, 0});

    AttendedSample right = AttendedSample.of(pairs, 0, INPUT, List.of());
    AttendedSample half = AttendedSample.of(pairs, 1, INPUT, List.of());

    assertThat(right.correct()).isTrue();
    assertThat(half.correct()).isFalse();
    assertThat(half.said()).extracting(Said::correct).containsExactly(false, true);
    assertThat(half.probability())
        .isEqualTo(half.said().get(0).probability() * half.said().get(1).probability());
  }
}
