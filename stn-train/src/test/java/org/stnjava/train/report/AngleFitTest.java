package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.train.report.AngleFit.AnglePair;

class AngleFitTest {
  private static final double ROUNDING = 1e-12;

  private static AnglePair pair(double input, double found) {
    return new AnglePair(input, found);
  }

  @Test
  void findsTheLineThroughPointsOnALine() {
    AngleFit fit = AngleFit.of(List.of(pair(-30, 65), pair(0, 5), pair(40, -75)));

    assertThat(fit.count()).isEqualTo(3);
    assertThat(fit.slope()).isCloseTo(-2, within(ROUNDING));
    assertThat(fit.offset()).isCloseTo(5, within(ROUNDING));
    assertThat(fit.correlation()).isCloseTo(-1, within(ROUNDING));
    assertThat(fit.at(10)).isCloseTo(-15, within(ROUNDING));
  }

  @Test
  void agreesWithAFitByHand() {
    // Deviations of the inputs -1, 0, 1 and of the found ones -1, 1, 0: sums 2, 2 and 1.
    AngleFit fit = AngleFit.of(List.of(pair(1, 1), pair(2, 3), pair(3, 2)));

    assertThat(fit.slope()).isCloseTo(0.5, within(ROUNDING));
    assertThat(fit.offset()).isCloseTo(1, within(ROUNDING));
    assertThat(fit.correlation()).isCloseTo(0.5, within(ROUNDING));
  }

  @Test
  void hasNoLineThroughFewerThanTwoPoints() {
    assertThat(AngleFit.of(List.of()).hasLine()).isFalse();
    assertThat(AngleFit.of(List.of()).correlation()).isNaN();
    assertThat(AngleFit.of(List.of(pair(1, 2))).hasLine()).isFalse();
  }

  @Test
  void hasNoLineIfAllInputsAreEqual() {
    // The mean of three 0.1 is not 0.1 in binary.
    AngleFit fit = AngleFit.of(List.of(pair(0.1, 2), pair(0.1, 5), pair(0.1, 7)));

    assertThat(fit.hasLine()).isFalse();
    assertThat(fit.offset()).isNaN();
    assertThat(fit.correlation()).isNaN();
  }

  @Test
  void isLevelWithoutCorrelationIfAllFoundAreEqual() {
    AngleFit fit = AngleFit.of(List.of(pair(1, 0.1), pair(2, 0.1), pair(5, 0.1)));

    assertThat(fit.slope()).isZero();
    assertThat(fit.offset()).isEqualTo(0.1);
    assertThat(fit.correlation()).isNaN();
  }

  @Test
  void leavesOutPairsThatAreNotFinite() {
    AngleFit fit =
        AngleFit.of(
            List.of(
                pair(0, 1), pair(Double.NaN, 3), pair(7, Double.POSITIVE_INFINITY), pair(2, 5)));

    assertThat(fit.count()).isEqualTo(2);
    assertThat(fit.slope()).isCloseTo(2, within(ROUNDING));
  }
}
