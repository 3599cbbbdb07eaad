package org.stnjava.data.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Range;
import org.stnjava.data.set.DigitLabels;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

class SequenceTest {

  private static final int HEIGHT = 20;
  private static final int WIDTH = 44;
  private static final Sequence PLAIN =
      new Sequence(
          4, new Range(1, 2), new Background(new Range(0, 0), new Patches(0, 1)), HEIGHT, WIDTH);

  /**
   * Digit i of 8 x 10 pixels, of which the two columns in the middle are of the gray 100 + 10 i.
   */
  private static LabeledImages bars() {
    byte[] pixels = new byte[10 * 80];
    int[] labels = new int[10];
    for (int i = 0; i < 10; i++) {
      labels[i] = i;
      for (int row = 0; row < 8; row++) {
        Arrays.fill(pixels, i * 80 + row * 10 + 4, i * 80 + row * 10 + 6, (byte) (100 + 10 * i));
      }
    }
    return new LabeledImages(8, 10, pixels, labels);
  }

  /** The brightest pixel of each run of columns that are not black. */
  private static int[] grays(Canvas canvas) {
    int[] columns = new int[canvas.width()];
    for (int i = 0; i < canvas.pixels().length; i++) {
      int column = i % canvas.width();
      columns[column] = Math.max(columns[column], canvas.pixels()[i] & 0xff);
    }
    StringBuilder text = new StringBuilder();
    for (int gray : columns) {
      text.append(gray > 40 ? (char) gray : ' ');
    }
    return Arrays.stream(text.toString().strip().split(" +", -1))
        .mapToInt(run -> run.chars().max().orElseThrow())
        .toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void labelsItsDigitsFromLeftToRight(long seed) {
    RandomGenerator random = Seeds.generator(seed);

    for (int index = 0; index < 10; index++) {
      Canvas canvas = Canvas.of(HEIGHT, WIDTH);
      int[] labels = PLAIN.draw(bars(), index, random, canvas).labels();

      int[] digits = Arrays.stream(labels).filter(label -> label != DigitLabels.NONE).toArray();
      assertThat(labels).hasSize(4).startsWith(digits);
      assertThat(digits[0]).isEqualTo(index);
      // A digit that is turned loses a little of its brightness.
      int[] grays = grays(canvas);
      assertThat(grays).hasSameSizeAs(digits);
      for (int i = 0; i < digits.length; i++) {
        assertThat(grays[i]).isBetween(95 + 10 * digits[i], 100 + 10 * digits[i]);
      }
    }
  }

  @Test
  void hasEveryLengthWithSeed6() {
    RandomGenerator random = Seeds.generator(6);
    Set<Long> lengths = new TreeSet<>();

    for (int i = 0; i < 60; i++) {
      int[] labels = PLAIN.draw(bars(), 3, random, Canvas.of(HEIGHT, WIDTH)).labels();
      lengths.add(Arrays.stream(labels).filter(label -> label != DigitLabels.NONE).count());
    }

    assertThat(lengths).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void standsBeforeItsBackgroundWithSeed7() {
    Sequence cluttered =
        new Sequence(
            2,
            new Range(1, 1),
            new Background(new Range(60, 90), new Patches(2, 3)),
            HEIGHT,
            WIDTH);
    Canvas canvas = Canvas.of(HEIGHT, WIDTH);

    cluttered.draw(bars(), 9, Seeds.generator(7), canvas);

    for (byte pixel : canvas.pixels()) {
      assertThat(pixel & 0xff).isGreaterThanOrEqualTo(60);
    }
  }

  @Test
  void hasAClassForNoDigit() {
    ImageSpec digits = new ImageSpec(28, 28, 1, 1, 10);

    assertThat(PLAIN.layout(digits)).isEqualTo(new ImageSpec(HEIGHT, WIDTH, 1, 4, 11));
    assertThatThrownBy(() -> PLAIN.layout(digits.withClasses(26)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes: expected the 10 digits but got 26");
    assertThatThrownBy(() -> PLAIN.layout(digits.withLabels(5)))
        .hasMessage("labels: expected images of one digit each but got 5 an image");
  }

  @Test
  void refusesSettingsOutOfRange() {
    Background black = new Background(new Range(0, 0), new Patches(0, 1));

    assertThatThrownBy(() -> new Sequence(0, new Range(1, 1), black, 9, 9))
        .hasMessage("longest: expected at least 1 but got 0");
    assertThatThrownBy(() -> new Sequence(1, new Range(0, 1), black, 9, 9))
        .hasMessage("scale: expected above 0 but got 0.0");
    assertThatThrownBy(() -> new Background(new Range(0, 256), new Patches(0, 1)))
        .hasMessage("gray: expected 0 to 255 but got 0.0 to 256.0");
    assertThatThrownBy(() -> new Background(new Range(0, 0), new Patches(-1, 1)))
        .hasMessage("patches: expected 0 or more of at least 1 pixel but got -1 of 1");
  }
}
