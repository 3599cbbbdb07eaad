package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.scene.Range;
import org.stnjava.data.set.LabeledImages;

class RotatedTest {

  /** Pixels; what the rounding of the pixels' values moves a dot's center by. */
  private static final double TOLERANCE = 0.1;

  @Test
  void turnsClockwiseAsSeenByPositiveAngles() {
    LabeledImages right = Dots.at(27, 34, 7, 0);

    Dots.Result quarter = Dots.Result.of(new Rotated(new Range(90, 90)), right, Seeds.generator(1));

    // What was on the right is now below, for y runs downwards.
    assertThat(quarter.placement().angle()).isEqualTo(Math.PI / 2);
    assertThat(quarter.dotX()).isCloseTo(0, within(TOLERANCE));
    assertThat(quarter.dotY()).isCloseTo(7, within(TOLERANCE));
  }

  @Test
  void recordsTheAngleThatTheDotHasTurned() {
    RandomGenerator random = Seeds.generator(2);
    LabeledImages right = Dots.at(27, 34, 7, 0);

    for (int i = 0; i < 200; i++) {
      Dots.Result result = Dots.Result.of(Rotated.paper(), right, random);

      assertThat(Math.atan2(result.dotY(), result.dotX()))
          .isCloseTo(result.placement().angle(), within(TOLERANCE / 7));
      assertThat(Math.hypot(result.dotX(), result.dotY())).isCloseTo(7, within(TOLERANCE));
    }
  }

  @Test
  void drawsItsWholeRange() {
    RandomGenerator random = Seeds.generator(3);
    LabeledImages source = Dots.at(5, 8, 0, 0);

    double[] degrees =
        DoubleStream.generate(
                () ->
                    Math.toDegrees(
                        Dots.Result.of(Rotated.paper(), source, random).placement().angle()))
            .limit(1000)
            .toArray();

    assertThat(DoubleStream.of(degrees).min().orElseThrow()).isBetween(-90.0, -89.0);
    assertThat(DoubleStream.of(degrees).max().orElseThrow()).isBetween(89.0, 90.0);
    // A uniform angle has a standard deviation of 52 degrees, the mean of 1000 one of 1.64.
    assertThat(DoubleStream.of(degrees).average().orElseThrow()).isCloseTo(0, within(6.6));
  }

  @Test
  void returnsTheSamePixelsWithoutAnAngle() {
    LabeledImages source = Dots.noise(1, 9, 14, Seeds.generator(4));

    Dots.Result still = Dots.Result.of(new Rotated(new Range(0, 0)), source, Seeds.generator(1));

    assertThat(still.canvas().pixels()).isEqualTo(source.pixels());
  }
}
