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

    assertThat(IntStream.range(0, 100).mapToObj(seed -> apply("shift=1,edge=background", seed)))
        .contains(downAndRight, upAndLeft, COLOR.pixels());
  }

  @Test
  void showsTheMirroredImageOrItsBorderWhereAnImageMovesOut() {
    byte[] mirrored = {1, 2, 1, 2, 3, 4, 1, 2, 1, 2, 3, 4};

    assertThat(IntStream.range(0, 100).mapToObj(seed -> apply("shift=1", seed))).contains(mirrored);
    assertThat(IntStream.range(0, 100).mapToObj(seed -> apply("shift=1,edge=border", seed)))
        .contains(mirrored);
    assertThat(IntStream.range(0, 300).mapToObj(seed -> apply("shift=2", seed)))
        .contains(new byte[] {3, 4, 1, 2, 1, 2, 9, 10, 7, 8, 7, 8});
    assertThat(IntStream.range(0, 300).mapToObj(seed -> apply("shift=2,edge=border", seed)))
        .contains(new byte[] {1, 2, 1, 2, 1, 2, 7, 8, 7, 8, 7, 8});
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "rotation=180,scale=3,shear=45,perspective=0.3,shift=9",
        "perspective=0.3,scale=3,edge=border",
        "blur=3",
        "cutout=1"
      })
  void leavesAUniformImageAsItIs(String augment) {
    byte[] pixels = new byte[5 * 7];
    Arrays.fill(pixels, (byte) 201);
    LabeledImages uniform = new LabeledImages(5, 7, pixels, new int[1]);
    for (int seed = 0; seed < 100; seed++) {
      Canvas canvas = Canvas.of(5, 7);
      Augmented.parse(PLAIN, augment).draw(uniform, 0, Seeds.generator(seed), canvas);
      assertThat(canvas.pixels()).isEqualTo(pixels);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"rotation=180", "scale=1", "shear=30", "perspective=0.3"})
  void movesThePixelsAroundTheMiddle(String augment) {
    byte[] pixels = new byte[9 * 15];
    pixels[4 * 15 + 7] = (byte) 255;
    LabeledImages dot = new LabeledImages(9, 15, pixels, new int[1]);
    for (int seed = 0; seed < 100; seed++) {
      Canvas canvas = Canvas.of(9, 15);
      Augmented.parse(PLAIN, augment).draw(dot, 0, Seeds.generator(seed), canvas);
      assertThat(canvas.pixels()[4 * 15 + 7]).isEqualTo((byte) 255);
    }
  }

  @Test
  void rotatesNonSquareImagesWithoutStretchingThem() {
    PlaneMap quarter = new PlaneMap(new double[] {0, 1, 0, -1, 0, 0, 0, 0, 1});
    byte[] row = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0};
    Canvas canvas = new Canvas(3, 7, Arrays.copyOf(Arrays.copyOfRange(row, 4, 25), 21), 0);

    Resampling.apply(quarter, Edge.BACKGROUND, canvas);

    assertThat(canvas.pixels())
        .containsExactly(0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0);
  }

  @Test
  void interpolatesBetweenPixelsOnce() {
    PlaneMap halfway = new PlaneMap(new double[] {1, 0, 0.25, 0, 1, 0, 0, 0, 1});
    Canvas canvas = new Canvas(1, 3, new byte[] {0, 100, (byte) 200}, 0);

    Resampling.apply(halfway.after(halfway), Edge.REFLECT, canvas);

    assertThat(canvas.pixels()).containsExactly(50, (byte) 150, (byte) 200);
  }

  @Test
  void keepsGraysAndLumaWhenColorsChange() {
    byte[] pixels = {50, 50, 50, (byte) 140, 90, 60};
    LabeledImages color = new LabeledImages(1, 2, 3, pixels, new int[1]);
    for (int seed = 0; seed < 50; seed++) {
      Canvas canvas = new Canvas(1, 2, 3, new byte[6], 0);
      Augmented.parse(PLAIN, "saturation=0.5").draw(color, 0, Seeds.generator(seed), canvas);
      assertThat(canvas.pixels()).startsWith(50, 50, 50);
      assertThat(luma(canvas.pixels())).isBetween(100.5, 102.5);

      Augmented.parse(PLAIN, "hue=60").draw(color, 0, Seeds.generator(seed), canvas);
      assertThat(canvas.pixels()).startsWith(50, 50, 50);
      int sum = (canvas.pixels()[3] & 0xff) + (canvas.pixels()[4] & 0xff) + canvas.pixels()[5];
      assertThat(sum).isBetween(288, 292);
    }
  }

  private static double luma(byte... pixels) {
    return 0.299 * (pixels[3] & 0xff) + 0.587 * (pixels[4] & 0xff) + 0.114 * (pixels[5] & 0xff);
  }

  @Test
  void cutsOutARectangleUpToTheGivenSize() {
    byte[] pixels = new byte[20 * 10];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 2 == 0 ? 0 : 100);
    }
    LabeledImages striped = new LabeledImages(20, 10, pixels, new int[1]);
    int most = 0;
    for (int seed = 0; seed < 200; seed++) {
      Canvas canvas = Canvas.of(20, 10);
      Augmented.parse(PLAIN, "cutout=0.5").draw(striped, 0, Seeds.generator(seed), canvas);
      int cut = 0;
      for (byte value : canvas.pixels()) {
        cut += value == 50 ? 1 : 0;
      }
      most = Math.max(most, cut);
    }

    assertThat(most).isBetween(35, 50);
  }

  @Test
  void wantsColorsToChangeThem() {
    Scene hue = Augmented.parse(PLAIN, "hue");

    assertThatThrownBy(() -> hue.layout(new ImageSpec(4, 5, 1, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("augment: hue: expected images of 3 channels but got 1");
    assertThat(hue.layout(new ImageSpec(4, 5, 3, 1, 2)).channels()).isEqualTo(3);
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
        "turn|augment: expected none, or some of [flip, shift, rotation, scale, shear, perspective,"
            + " brightness, contrast, saturation, hue, noise, blur, cutout] between commas, but got"
            + " 'turn'",
        "flip,edge=wrap|augment: edge: expected one of [reflect, border, background] but got 'wrap'",
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
