package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stnjava.train.metric.Evaluation;

class ConfusionViewTest {
  /** Makes an evaluation from pairs of label and prediction. */
  private static Evaluation evaluation(int classes, int... pairs) {
    int[] labels = IntStream.range(0, pairs.length / 2).map(i -> pairs[2 * i]).toArray();
    float[] logits = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      logits[i * classes + pairs[2 * i + 1]] = 5;
    }
    return new Evaluation(classes, labels, logits);
  }

  @Test
  void countsInRowsOfTheTrueClass() {
    ConfusionView view = ConfusionView.of(evaluation(3, 0, 0, 0, 0, 0, 2, 2, 2));

    assertThat(view.rows().get(0).cells())
        .extracting(ConfusionView.Cell::count)
        .containsExactly("2", "", "1");
    assertThat(view.rows().get(0).cells())
        .extracting(ConfusionView.Cell::kind)
        .containsExactly("hit", "none", "miss");
    assertThat(view.rows()).extracting(ConfusionView.Row::images).containsExactly("3", "0", "1");
  }

  @Test
  void givesTheErrorOfEachClassAndNoneWhereAClassIsMissing() {
    ConfusionView view = ConfusionView.of(evaluation(3, 0, 0, 0, 0, 0, 2, 2, 2));

    assertThat(view.rows())
        .extracting(ConfusionView.Row::error)
        .containsExactly("33.3%", "–", "0%");
  }

  @Test
  void ordersConfusionsByTheirNumber() {
    ConfusionView view = ConfusionView.of(evaluation(3, 1, 0, 2, 1, 2, 1, 2, 2, 2, 2));

    assertThat(view.confusions())
        .containsExactly(
            new ConfusionView.Confusion(2, 1, "2", "50.0%", "100"),
            new ConfusionView.Confusion(1, 0, "1", "100%", "50"));
  }

  @Test
  void tellsHowManyImagesGotNoPrediction() {
    Evaluation broken = new Evaluation(2, new int[] {0, 1}, new float[] {Float.NaN, 0, 0, 1});

    ConfusionView view = ConfusionView.of(broken);

    assertThat(view.undecided()).isEqualTo("1");
    assertThat(view.rows().get(0).error()).isEqualTo("100%");
    assertThat(view.confused()).isFalse();
  }

  @Test
  void doesNotDrawAMatrixOfVeryManyClasses() {
    assertThat(ConfusionView.of(evaluation(40, 0, 0)).readable()).isTrue();
    assertThat(ConfusionView.of(evaluation(41, 0, 0)).readable()).isFalse();
  }
}
