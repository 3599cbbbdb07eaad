package org.stnjava.data.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.distortion.Translated;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

class ImagePairTest {

  /** Single pixels; the brightness of each is ten times its label and one more. */
  private static final LabeledImages DOTS =
      new LabeledImages(1, 1, new byte[] {1, 11, 21, 31}, new int[] {0, 1, 2, 3});

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void putsOneOnEachSideAndTellsBoth(long seed) {
    ImagePair pair = new ImagePair(new Translated(3, 4), 4);
    Canvas canvas = Canvas.of(3, 8);

    Annotation drawn = pair.draw(DOTS, 2, new SplittableRandom(seed), canvas);

    int[] sides = new int[2];
    for (int i = 0; i < canvas.pixels().length; i++) {
      sides[i % 8 / 4] += canvas.pixels()[i];
    }
    assertThat(canvas.pixels()).hasSize(24);
    assertThat(sides[0]).isEqualTo(21);
    assertThat(drawn.labels()).containsExactly(sides[0] / 10 * 4 + sides[1] / 10);
  }

  @Test
  void isOfHundredClassesForDigits() {
    assertThat(ImagePair.ofDigits().layout(new ImageSpec(28, 28, 1, 1, 10)))
        .isEqualTo(new ImageSpec(64, 96, 1, 1, 100));
  }

  @Test
  void refusesClassesThatItDoesNotCount() {
    ImagePair pair = new ImagePair(new Translated(3, 4), 2);

    assertThatThrownBy(() -> pair.draw(DOTS, 3, new SplittableRandom(1), Canvas.of(3, 8)))
        .hasMessage("labels: expected those of 2 classes but got 3");
    assertThatThrownBy(() -> new ImagePair(new Translated(3, 4), 0))
        .hasMessage("each: expected at least 1 class but got 0");
  }
}
