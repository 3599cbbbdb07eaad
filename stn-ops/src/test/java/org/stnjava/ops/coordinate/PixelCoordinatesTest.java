package org.stnjava.ops.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stnjava.ops.coordinate.PixelCoordinates.ALIGN_CORNERS;
import static org.stnjava.ops.coordinate.PixelCoordinates.HALF_PIXEL;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat64;

class PixelCoordinatesTest {

  @Test
  void halfPixelPutsTheOuterEdgesAtOne() {
    assertThat(HALF_PIXEL.centers(4)).containsExactly(-0.75, -0.25, 0.25, 0.75);
  }

  @Test
  void alignCornersPutsTheOuterCentersAtOne() {
    assertThat(ALIGN_CORNERS.centers(5)).containsExactly(-1, -0.5, 0, 0.5, 1);
  }

  @ParameterizedTest
  @EnumSource
  void putsASinglePixelInTheMiddle(PixelCoordinates coordinates) {
    assertThat(coordinates.centers(1)).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource
  void turnsCentersBackIntoWholePixels(PixelCoordinates coordinates) {
    Value centers = Value.of(coordinates.centers(7), 7);

    Value pixels =
        new Evaluation<>(
                TFloat64.class, (tf, in) -> coordinates.toPixels(tf, in.get(0), tf.constant(7)))
            .eagerly(centers);

    pixels.mustEqual(Value.of(new double[] {0, 1, 2, 3, 4, 5, 6}, 7), Tolerance.FLOAT64);
  }

  @Test
  void refusesAnAxisWithoutPixels() {
    assertThatThrownBy(() -> HALF_PIXEL.centers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected at least 1 pixel but got 0");
  }
}
