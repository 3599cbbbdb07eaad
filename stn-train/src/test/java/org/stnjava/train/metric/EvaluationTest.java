package org.stnjava.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private static final double ROUNDING = 1e-12;
  private static final float INF = Float.POSITIVE_INFINITY;

  /** Rows with softmax (1/4, 3/4), (2/3, 1/3), (1/2, 1/2). */
  private final Evaluation evaluation =
      new Evaluation(2, new int[] {1, 1, 0}, new float[] {0, ln(3), ln(2), 0, 5, 5});

  private static float ln(double value) {
    return (float) Math.log(value);
  }

  private static Evaluation oneImage(int label, float... logits) {
    return new Evaluation(logits.length, new int[] {label}, logits);
  }

  @Test
  void predictsTheClassOfTheLargestLogit() {
    assertThat(evaluation.predicted(0)).isEqualTo(1);
    assertThat(evaluation.predicted(1)).isEqualTo(0);
  }

  @Test
  void predictsTheLowestOfEqualClasses() {
    assertThat(evaluation.predicted(2)).isEqualTo(0);
  }

  @Test
  void givesTheSoftmaxAsProbability() {
    // The logarithms were rounded to float: seven digits are left of them.
    assertThat(evaluation.probability(0, 1)).isCloseTo(0.75, within(1e-7));
    assertThat(evaluation.probability(1, 1)).isCloseTo(1 / 3.0, within(1e-7));
    assertThat(evaluation.probability(2, 0)).isCloseTo(0.5, within(ROUNDING));
  }

  @Test
  void givesTheCrossEntropyInNatsAsLoss() {
    assertThat(evaluation.loss(0)).isCloseTo(-Math.log(0.75), within(1e-7));
    assertThat(evaluation.meanLoss())
        .isCloseTo((Math.log(4 / 3.0) + Math.log(3) + Math.log(2)) / 3, within(1e-7));
  }

  @Test
  void countsErrors() {
    assertThat(evaluation.errors()).isEqualTo(1);
    assertThat(evaluation.error()).isCloseTo(1 / 3.0, within(ROUNDING));
  }

  /** Says 0 of everything, of whose labels the first two and the fourth are wrong. */
  private static Evaluation ofSeveral(int labelsPerImage) {
    return new Evaluation(
        2,
        labelsPerImage,
        new int[] {1, 1, 0, 1, 0, 0},
        new float[] {1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0});
  }

  @ParameterizedTest(name = "{0} labels an image")
  @CsvSource({"1,6,3", "2,3,2", "3,2,2", "6,1,1"})
  void countsAnImageOnceHoweverManyOfItsLabelsAreWrong(int each, int images, int errors) {
    Evaluation several = ofSeveral(each);

    assertThat(several.size()).isEqualTo(images);
    assertThat(several.errors()).isEqualTo(errors);
    assertThat(several.error()).isCloseTo((double) errors / images, within(ROUNDING));
    assertThat(several.labelErrors()).isEqualTo(3);
    assertThat(several.labelError()).isEqualTo(0.5);
  }

  @Test
  void takesTheMeanOfAnImagesLabelsAsItsLoss() {
    Evaluation pairs = ofSeveral(2);

    assertThat(pairs.loss(1)).isCloseTo((pairs.loss(2, 0) + pairs.loss(3, 1)) / 2, within(1e-12));
    assertThat(pairs.meanLoss()).isCloseTo(ofSeveral(1).meanLoss(), within(ROUNDING));
    assertThat(pairs.easiestFirst()).containsExactly(2, 1, 0);
  }

  @Test
  void keepsItsPredictionsBesideOtherLabels() {
    Evaluation others = ofSeveral(2).withLabels(new int[] {0, 1, 0, 0, 1, 1});

    assertThat(others.labelErrors()).isEqualTo(3);
    assertThat(others.isRight(0)).isFalse();
    assertThat(others.isRight(1)).isTrue();
  }

  @Test
  void countsConfusionsByLabelAndPrediction() {
    assertThat(evaluation.confusion()).isDeepEqualTo(new int[][] {{1, 0}, {1, 1}});
  }

  @Test
  void ordersImagesByLoss() {
    Evaluation mixed =
        new Evaluation(2, new int[] {0, 0, 0, 0}, new float[] {1, 2, Float.NaN, 0, 3, 1, 1, 2});

    assertThat(mixed.easiestFirst()).containsExactly(2, 0, 3, 1);
  }

  @Test
  void hasNoErrorAndNoLossWithoutImages() {
    Evaluation none = new Evaluation(3, new int[0], new float[0]);

    assertThat(none.error()).isNaN();
    assertThat(none.meanLoss()).isNaN();
    assertThat(none.confusion()).hasDimensions(3, 3);
  }

  @Nested
  class WhenLogitsAreExtreme {
    @Test
    void doesNotOverflowForHugeLogits() {
      Evaluation huge = oneImage(0, 1e30f, -1e30f, 0);

      assertThat(huge.loss(0)).isZero();
      assertThat(huge.probability(0, 0)).isEqualTo(1);
      assertThat(huge.probability(0, 1)).isZero();
    }

    @Test
    void givesAHugeButFiniteLossForHugeMistakes() {
      assertThat(oneImage(1, 1e30f, -1e30f).loss(0)).isCloseTo(2e30, within(1e24));
    }

    @Test
    void givesNoProbabilityToAClassOfMinusInfinity() {
      Evaluation one = oneImage(0, 2, -INF, 2);

      assertThat(one.probability(0, 1)).isZero();
      assertThat(one.loss(0)).isCloseTo(Math.log(2), within(ROUNDING));
    }

    @Test
    void givesAnInfiniteLossToALabelOfMinusInfinity() {
      Evaluation one = oneImage(1, 2, -INF);

      assertThat(one.loss(0)).isInfinite();
      assertThat(one.meanLoss()).isInfinite();
      assertThat(one.errors()).isOne();
    }

    @Test
    void countsNaNAsAnErrorWithoutPrediction() {
      for (float[] logits :
          new float[][] {{1, Float.NaN}, {Float.NaN, 1}, {-INF, -INF}, {INF, 0}}) {
        Evaluation one = oneImage(0, logits);

        assertThat(one.predicted(0)).isEqualTo(Evaluation.NONE);
        assertThat(one.errors()).isOne();
        assertThat(one.undecided()).isOne();
        assertThat(one.loss(0)).isNaN();
        assertThat(one.probability(0, 0)).isNaN();
        assertThat(one.confusion()).isDeepEqualTo(new int[2][2]);
      }
    }
  }

  @Nested
  class Rejects {
    @Test
    void noClasses() {
      assertThatThrownBy(() -> new Evaluation(0, new int[0], new float[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("classes: expected at least 1 but got 0");
    }

    @Test
    void logitsOfAnotherLength() {
      assertThatThrownBy(() -> new Evaluation(3, new int[2], new float[4]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("logits: expected 6 values for 2 labels of 3 classes but got 4");
    }

    @Test
    void labelsThatMakeNoWholeImages() {
      assertThatThrownBy(() -> ofSeveral(4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("labelsPerImage: expected at least 1 and a divisor of 6 labels but got 4");
    }

    @Test
    void labelsThatAreNoClass() {
      assertThatThrownBy(() -> new Evaluation(2, new int[] {0, 2}, new float[4]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("labels: expected values in [0, 2) but got 2 at index 1");
      assertThatThrownBy(() -> new Evaluation(2, new int[] {-1}, new float[2]))
          .hasMessage("labels: expected values in [0, 2) but got -1 at index 0");
    }

    @Test
    void indicesOutsideOfTheSet() {
      assertThatThrownBy(() -> evaluation.loss(3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> evaluation.probability(0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
