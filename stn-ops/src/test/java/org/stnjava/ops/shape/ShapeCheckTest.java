package org.stnjava.ops.shape;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ShapeCheckTest {

  private final ShapeCheck check =
      ShapeCheck.start().require("u", Shape.of(8, 28, 21, 1), "N", "H", "W", "C");

  @Test
  void namesTheAxisWhoseSizeIsWrong() {
    assertThatThrownBy(() -> check.require("grid", Shape.of(8, 14, 13, 3), "N", "H'", "W'", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            grid: expected [N, H', W', 2] with {N=8, H=28, W=21, C=1, H'=14, W'=13}
                  but got [8, 14, 13, 3]: axis 3 is 3, not 2""");
  }

  @Test
  void comparesTheSameLetterAcrossOperands() {
    assertThatThrownBy(() -> check.require("grid", Shape.of(7, 14, 13, 2), "N", "H'", "W'", "2"))
        .hasMessageEndingWith("but got [7, 14, 13, 2]: axis 0 is 7, not 8");
  }

  @Test
  void namesTheRank() {
    assertThatThrownBy(() -> check.require("theta", Shape.of(8, 6), "N", "2", "3"))
        .hasMessageEndingWith("but got [8, 6]: rank 2");
  }

  @Test
  void writesUnknownSizesAsQuestionMarks() {
    assertThatThrownBy(() -> ShapeCheck.start().require("theta", Shape.of(-1, 5), "N", "6"))
        .hasMessage(
            """
            theta: expected [N, 6]
                   but got [?, 5]: axis 1 is 5, not 6""");
  }

  @Test
  void acceptsUnknownSizesAndRanks() {
    assertThatCode(
            () ->
                check
                    .require("grid", Shape.of(-1, -1, 13, 2), "N", "H'", "W'", "2")
                    .require("target", Shape.unknown(), "H'", "W'", "2"))
        .doesNotThrowAnyException();
  }
}
