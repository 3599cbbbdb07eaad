package org.stnjava.data.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.stnjava.data.distortion.Cluttered;
import org.stnjava.data.distortion.Translated;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.RotatedBox;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

class CandidateWindowTest {

  private static final Cluttered NONE = new Cluttered(new Translated(30, 48), new Patches(0, 3));
  private static final Cluttered SOME = new Cluttered(new Translated(30, 48), new Patches(9, 3));

  private static final LabeledImages WHITE =
      new LabeledImages(10, 16, bytes(320), new int[] {0, 2});

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 200);
    return bytes;
  }

  private static Annotation draw(CandidateWindow glimpse, long seed, Canvas canvas) {
    return glimpse.draw(WHITE, 1, Seeds.generator(seed), canvas);
  }

  private static long bright(Canvas canvas) {
    long bright = 0;
    for (byte pixel : canvas.pixels()) {
      bright += (pixel & 0xff) > 100 ? 1 : 0;
    }
    return bright;
  }

  @Test
  void showsAnObjectNearTheMiddle() {
    CandidateWindow glimpse = new CandidateWindow(new Range(0.5, 0.5), 2, 0, NONE);
    for (int seed = 0; seed < 20; seed++) {
      Canvas canvas = Canvas.of(10, 16);

      Annotation drawn = draw(glimpse, seed, canvas);

      RotatedBox box = drawn.boxes().get(0);
      assertThat(drawn.labels()).containsExactly(2);
      assertThat(box.width()).isEqualTo(0.5 * 16);
      assertThat(box.centerX()).isCloseTo(8, within(2.0));
      assertThat(box.centerY()).isCloseTo(5, within(2.0));
      assertThat(bright(canvas)).isBetween(5L * 8 - 13, 5L * 8 + 13);
    }
  }

  @Test
  void showsNoObjectAtTimes() {
    CandidateWindow glimpse = new CandidateWindow(new Range(1, 1), 0, 0.25, NONE);
    int empty = 0;
    for (int seed = 0; seed < 200; seed++) {
      Canvas canvas = Canvas.of(10, 16);
      Annotation drawn = draw(glimpse, seed, canvas);
      if (drawn.boxes().isEmpty()) {
        empty++;
        assertThat(drawn.labels()).containsExactly(3);
        assertThat(bright(canvas)).isZero();
      }
    }

    assertThat(empty).isBetween(30, 70);
    assertThat(glimpse.layout(new ImageSpec(10, 16, 1, 1, 3)).classes()).isEqualTo(4);
  }

  @Test
  void showsClutterOfTheSameMagnification() {
    long near = 0;
    long far = 0;
    for (int seed = 0; seed < 100; seed++) {
      Canvas canvas = Canvas.of(10, 16);
      draw(new CandidateWindow(new Range(1, 1), 0, 0.999, SOME), seed, canvas);
      near += bright(canvas);
      draw(new CandidateWindow(new Range(1 / 3.0, 1 / 3.0), 0, 0.999, SOME), seed, canvas);
      far += bright(canvas);
    }

    // 9 pieces of 9 pixels on 30 x 48: at most a 17th of what is seen, from near and from far.
    assertThat(near).isBetween(100 * 160 / 25L, 100 * 160 / 15L);
    assertThat(far).isBetween(100 * 160 / 40L, 100 * 160 / 12L);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> new CandidateWindow(new Range(0, 1), 0, 0, NONE))
        .hasMessage("scale: expected above 0 but got 0.0");
    assertThatThrownBy(() -> new CandidateWindow(new Range(1, 1), -1, 0, NONE))
        .hasMessage(
            "shift, empty: expected at least 0, and the latter below 1, but got -1.0 and 0.0");
    assertThatThrownBy(() -> new CandidateWindow(new Range(1, 1), 0, 1, NONE))
        .hasMessage(
            "shift, empty: expected at least 0, and the latter below 1, but got 0.0 and 1.0");
  }
}
