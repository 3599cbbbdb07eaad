package org.stnjava.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxTest {
  private static final Box BOX = new Box(2, 1, 6, 3);

  @Test
  void overlapsItselfWhollyAndDistantBoxesNot() {
    assertThat(BOX.iou(BOX)).isEqualTo(1);
    assertThat(BOX.iou(new Box(6, 1, 9, 3))).isZero();
    assertThat(BOX.iou(new Box(7, 5, 9, 8))).isZero();
  }

  @Test
  void dividesTheIntersectionByTheUnion() {
    Box other = new Box(4, 2, 9, 5);

    assertThat(BOX.iou(other)).isCloseTo(2.0 / (8 + 15 - 2), within(1e-12));
    assertThat(other.iou(BOX)).isEqualTo(BOX.iou(other));
  }

  @Test
  void overlapsNothingWhenEmpty() {
    Box empty = new Box(3, 2, 3, 2);

    assertThat(empty.iou(empty)).isZero();
    assertThat(BOX.iou(empty)).isZero();
  }

  @Test
  void surroundsAnOutlineInPixelsOfTheImage() {
    float[] turned = {0, -1, 0.5f, 0, 0, 1, -0.5f, 0};

    assertThat(Box.around(turned, 10, 40)).contains(new Box(10, 0, 30, 10));
  }

  @Test
  void surroundsNoOutlineThatIsNotFinite() {
    assertThat(Box.around(new float[] {0, 0, Float.NaN, 1, 1, 0}, 4, 5)).isEmpty();
  }

  @Test
  void rejectsSidesInTheWrongOrder() {
    assertThatThrownBy(() -> new Box(3, 0, 2, 1))
        .hasMessage(
            "box: expected finite numbers with left <= right and top <= bottom but got left 3.0, top 0.0, right 2.0, bottom 1.0");
    assertThatThrownBy(() -> new Box(0, 0, Double.POSITIVE_INFINITY, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
