package org.stnjava.data.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

class AugmentedTest {

  private static final Distortion PLAIN = Distortions.byName("none");

  private static final LabeledImages COLOR =
      new LabeledImages(2, 3, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new int[1]);

  private static byte[] apply(String augment, long seed) {
    Canvas canvas = new Canvas(2, 3, 2, new byte[14], 1);
    Augmented.parse(PLAIN, augment).draw(COLOR, 0, Seeds.generator(seed), canvas);
    assertThat(canvas.pixels()[0]).isZero();
    assertThat(canvas.pixels()[13]).isZero();
    return Arrays.copyOfRange(canvas.pixels(), 1, 13);
  }

  @Test
  void mirrorsHalfOfTheImages() {
    byte[] mirrored = {5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8};

    long count =
        IntStream.range(0, 1000)
            .filter(seed -> Arrays.equals(apply("flip", seed), mirrored))
            .count();

    assertThat(count).isBetween(450L, 550L);
    assertThat(apply("flip=1", 1)).isEqualTo(mirrored);
  }

  @Test
  void shiftsByWholePixelsInBothDirections() {
    byte[] downAndRight = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
    byte[] upAndLeft = {9, 10, 11, 12, 0, 0, 0, 0, 0, 0, 0, 0};

    assertThat(IntStream.range(0, 100).mapToObj(seed -> apply("shift=1", seed)))
        .contains(downAndRight, upAndLeft, COLOR.pixels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"brightness", "contrast", "noise"})
  void changesValuesWithinTheirRange(String augment) {
    LabeledImages bright = new LabeledImages(1, 2, new byte[] {(byte) 255, 0}, new int[1]);
    for (int seed = 0; seed < 50; seed++) {
      Canvas canvas = Canvas.of(1, 2);
      Augmented.parse(PLAIN, augment).draw(bright, 0, Seeds.generator(seed), canvas);
      assertThat(canvas.pixels()[0] & 0xff).isGreaterThan(180);
      assertThat(canvas.pixels()[1] & 0xff).isLessThan(75);
    }
    assertThat(apply(augment, 1)).isEqualTo(apply(augment, 1)).isNotEqualTo(COLOR.pixels());
  }

  @Test
  void changesNothingWithoutAName() {
    assertThat(Augmented.parse(PLAIN, "none")).isSameAs(PLAIN);
    Scene all = Augmented.parse(Distortions.byName("t"), "flip, shift=3");
    assertThat(all.name()).isEqualTo("t+flip+shift");
    assertThat(all.layout(new ImageSpec(28, 20, 1, 1, 10)).height()).isEqualTo(60);
    assertThat(all.layout(new ImageSpec(28, 20, 1, 1, 10)).width()).isEqualTo(60);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "turn|augment: expected none, or some of [flip, shift, brightness, contrast, noise] between"
            + " commas, but got 'turn'",
        "noise=much|augment: noise: expected a number but got 'much'",
        "noise=2|augment: noise: expected a number above 0 and at most 1 but got 2.0",
        "shift=1.5|augment: shift: expected a whole number above 0 and at most 10000 but got 1.5",
      })
  void saysWhatIsWrong(String augment, String message) {
    assertThatThrownBy(() -> Augmented.parse(PLAIN, augment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
