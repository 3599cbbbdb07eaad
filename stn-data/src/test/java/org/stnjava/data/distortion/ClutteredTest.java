package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.LabeledImages;

class ClutteredTest {

  private static final Translated WIDE = new Translated(33, 47);

  @Test
  void translatesByWholePixelsToEveryPlace() {
    RandomGenerator random = Seeds.generator(1);
    LabeledImages source = Dots.noise(1, 20, 26, random);
    Set<Double> tops = new HashSet<>();
    Set<Double> lefts = new HashSet<>();

    for (int i = 0; i < 1000; i++) {
      Dots.Result result = Dots.Result.of(WIDE, source, random);
      double top = result.placement().centerY() - 10;
      double left = result.placement().centerX() - 13;
      tops.add(top);
      lefts.add(left);
      for (int row = 0; row < 20; row++) {
        int from = ((int) top + row) * 47 + (int) left;
        assertThat(Arrays.copyOfRange(result.canvas().pixels(), from, from + 26))
            .isEqualTo(Arrays.copyOfRange(source.pixels(), row * 26, row * 26 + 26));
      }
    }

    assertThat(tops).hasSize(14).contains(0.0, 13.0);
    assertThat(lefts).hasSize(22).contains(0.0, 21.0);
  }

  @Test
  void scattersPiecesOfOtherImages() {
    byte[] pixels = new byte[3 * 20 * 26];
    Arrays.fill(pixels, 20 * 26, pixels.length, (byte) 255);
    LabeledImages emptyAmongFull = new LabeledImages(20, 26, pixels, new int[3]);
    RandomGenerator random = Seeds.generator(2);
    int most = 0;

    for (int i = 0; i < 200; i++) {
      Dots.Result result =
          Dots.Result.of(new Cluttered(WIDE, new Patches(6, 6)), emptyAmongFull, random);
      int lit = 0;
      for (byte pixel : result.canvas().pixels()) {
        lit += pixel == 0 ? 0 : 1;
      }
      assertThat(lit).isBetween(36, 6 * 36);
      most = Math.max(most, lit);
    }

    assertThat(most).isEqualTo(6 * 36);
  }

  @Test
  void takesNoPieceOfTheImageItself() {
    byte[] pixels = new byte[3 * 20 * 26];
    Arrays.fill(pixels, 20 * 26, 2 * 20 * 26, (byte) 255);
    LabeledImages fullAmongEmpty = new LabeledImages(20, 26, pixels, new int[3]);

    for (int seed = 0; seed < 50; seed++) {
      Canvas cluttered = Canvas.of(33, 47);
      Canvas plain = Canvas.of(33, 47);
      new Cluttered(WIDE, new Patches(6, 6))
          .distort(fullAmongEmpty, 1, Seeds.generator(seed), cluttered);
      WIDE.distort(fullAmongEmpty, 1, Seeds.generator(seed), plain);
      assertThat(cluttered.pixels()).isEqualTo(plain.pixels());
    }
  }

  @Test
  void leavesTheImageVisible() {
    LabeledImages source = Dots.noise(5, 20, 26, Seeds.generator(3));
    Canvas cluttered = Canvas.of(33, 47);
    Canvas plain = Canvas.of(33, 47);

    Placement one =
        new Cluttered(WIDE, new Patches(6, 6)).distort(source, 2, Seeds.generator(4), cluttered);
    Placement two = WIDE.distort(source, 2, Seeds.generator(4), plain);

    assertThat(one).isEqualTo(two);
    for (int i = 0; i < 33 * 47; i++) {
      assertThat(cluttered.pixels()[i] & 0xff).isGreaterThanOrEqualTo(plain.pixels()[i] & 0xff);
    }
    assertThat(cluttered.pixels()).isNotEqualTo(plain.pixels());
  }

  @Test
  void takesAnyCanvasAndNumberOfPieces() {
    Cluttered colocalization = new Cluttered(new Translated(84, 90), new Patches(16, 6));
    LabeledImages source = Dots.at(28, 30, 0, 0);

    Dots.Result result = Dots.Result.of(colocalization, source, Seeds.generator(1));

    assertThat(result.canvas().pixels()).hasSize(84 * 90);
  }

  @Test
  void rejectsImagesThatDoNotFit() {
    LabeledImages tall = Dots.at(34, 20, 0, 0);
    LabeledImages low = Dots.at(5, 20, 0, 0);

    assertThatThrownBy(() -> Dots.Result.of(WIDE, tall, Seeds.generator(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("canvas: expected at least the images' 34 x 20 but got 33 x 47");
    assertThatThrownBy(
            () -> Dots.Result.of(new Cluttered(WIDE, new Patches(6, 6)), low, Seeds.generator(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("patchSize: expected at most the images' 5 x 20 but got 6");
  }
}
