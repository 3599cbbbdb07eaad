package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.LabeledImages;

class FixedDistortionTest {

  private static final LabeledImages DOTS = Dots.noise(3, 5, 4, Seeds.generator(1));
  private static final FixedDistortion SETTLED = new FixedDistortion(new Translated(20, 31), 7);

  private static Placement place(int index, long seed, Canvas canvas) {
    return SETTLED.distort(DOTS, index, Seeds.generator(seed), canvas);
  }

  @Test
  void makesTheSameOfAnImageEachTime() {
    Canvas first = Canvas.of(20, 31);
    Canvas again = Canvas.of(20, 31);

    Placement placement = place(1, 10, first);

    assertThat(place(1, 11, again)).isEqualTo(placement);
    assertThat(again.pixels()).isEqualTo(first.pixels());
    assertThat(place(2, 10, again)).isNotEqualTo(placement);
    assertThat(
            new FixedDistortion(new Translated(20, 31), 8)
                .distort(DOTS, 1, Seeds.generator(10), again))
        .isNotEqualTo(placement);
  }

  @Test
  void cutsPiecesFromOtherImages() {
    LabeledImages black = new LabeledImages(5, 4, new byte[40], new int[2]);
    LabeledImages white = new LabeledImages(3, 3, bytes(18), new int[2]);
    Cluttered clutter = new Cluttered(new Translated(20, 31), new Patches(2, 3));
    Canvas canvas = Canvas.of(20, 31);

    clutter.withPatchesOf(white).distort(black, 0, Seeds.generator(3), canvas);

    int bright = 0;
    for (byte pixel : canvas.pixels()) {
      bright += pixel == 1 ? 1 : 0;
    }
    assertThat(bright).isBetween(9, 18);
    assertThatThrownBy(
            () -> clutter.withPatchesOf(new LabeledImages(3, 3, new byte[0], new int[0])))
        .hasMessage("pieces: expected at least 1 image but got none");
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 1);
    return bytes;
  }
}
