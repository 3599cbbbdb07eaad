package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.report.GallerySample.LabelPrediction;

class GallerySampleTest {
  private static final ReportImage INPUT = new ReportImage(1, 2, new float[2]);

  private final Evaluation evaluation =
      new Evaluation(2, new int[] {0, 1, 1}, new float[] {0, 1, 0, 1, 0, Float.NaN});

  @Test
  void takesItsNumbersFromTheEvaluation() {
    GallerySample sample = GallerySample.of(evaluation, 0, INPUT, List.of());

    assertThat(sample.predictions())
        .containsExactly(new LabelPrediction(0, 1, evaluation.probability(0, 1)));
    assertThat(sample.probability()).isEqualTo(evaluation.probability(0, 1));
    assertThat(sample.loss()).isEqualTo(evaluation.loss(0));
  }

  @Test
  void isCorrectIfThePredictionIsTheLabel() {
    assertThat(GallerySample.of(evaluation, 0, INPUT, List.of()).correct()).isFalse();
    assertThat(GallerySample.of(evaluation, 1, INPUT, List.of()).correct()).isTrue();
  }

  @Test
  void hasNoProbabilityWithoutAPrediction() {
    GallerySample sample = GallerySample.of(evaluation, 2, INPUT, List.of());

    assertThat(sample.correct()).isFalse();
    assertThat(sample.probability()).isNaN();
  }

  @Test
  void isCorrectIfAllOfSeveralPredictionsAre() {
    Evaluation pairs =
        new Evaluation(2, 2, new int[] {0, 1, 1, 0}, new float[] {1, 0, 0, 1, 1, 0, 1, 0});

    GallerySample right = GallerySample.of(pairs, 0, INPUT, List.of());
    GallerySample half = GallerySample.of(pairs, 1, INPUT, List.of());

    assertThat(right.correct()).isTrue();
    assertThat(half.correct()).isFalse();
    assertThat(half.predictions())
        .extracting(LabelPrediction::correct)
        .containsExactly(false, true);
    assertThat(half.probability())
        .isEqualTo(
            half.predictions().get(0).probability() * half.predictions().get(1).probability());
  }
}
