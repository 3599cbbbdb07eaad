package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.set.LabeledImages;

class DistortionsTest {

  private static final LabeledImages SOURCE = Dots.noise(40, 20, 26, Seeds.generator(4));

  static List<String> names() {
    return Distortions.names();
  }

  @Test
  void hasThePapersDistortions() {
    assertThat(Distortions.names()).containsExactly("none", "r", "rts", "p", "e", "t", "tc");
    assertThat(Distortions.byName("rts"))
        .isEqualTo(new RotatedScaledTranslated(new Range(-45, 45), new Range(0.7, 1.2), 42, 42));
    assertThat(Distortions.byName("tc"))
        .isEqualTo(new Cluttered(new Translated(60, 60), new Patches(6, 6)));
  }

  @Test
  void listsTheNamesWhenOneIsWrong() {
    assertThatThrownBy(() -> Distortions.byName("rtx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("distortion: expected one of none, r, rts, p, e, t, tc but got rtx");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void writesEveryPixelOfItsCanvasAndNoOther(String name) {
    Distortion distortion = Distortions.byName(name);
    int height = distortion.layout(SOURCE.spec()).height();
    int width = distortion.layout(SOURCE.spec()).width();
    byte[] dirty = new byte[height * width + 20];
    Arrays.fill(dirty, (byte) 77);
    Canvas clean = Canvas.of(height, width);

    Placement first =
        distortion.distort(SOURCE, 3, Seeds.generator(8), new Canvas(height, width, dirty, 9));
    Placement second = distortion.distort(SOURCE, 3, Seeds.generator(8), clean);

    assertThat(first).isEqualTo(second);
    assertThat(Arrays.copyOfRange(dirty, 9, 9 + height * width)).isEqualTo(clean.pixels());
    assertThat(Arrays.copyOf(dirty, 9)).containsOnly(77);
    assertThat(Arrays.copyOfRange(dirty, 9 + height * width, dirty.length)).containsOnly(77);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void distortsAllImagesAlikeInAnyNumberOfThreads(String name) {
    Distortion distortion = Distortions.byName(name);
    DistortedImages everywhere = DistortedImages.distortAll(SOURCE, distortion, 5);
    ForkJoinPool one = new ForkJoinPool(1);

    DistortedImages alone =
        one.submit(() -> DistortedImages.distortAll(SOURCE, distortion, 5)).join();
    one.shutdown();

    assertThat(alone).isEqualTo(everywhere);
    assertThat(DistortedImages.distortAll(SOURCE.slice(0, 1), new Identity(), 5).images())
        .isEqualTo(SOURCE.slice(0, 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void changesWithTheSeedUnlessPlain(String name) {
    Distortion distortion = Distortions.byName(name);

    DistortedImages one = DistortedImages.distortAll(SOURCE, distortion, 5);
    DistortedImages two = DistortedImages.distortAll(SOURCE, distortion, 6);

    assertThat(one.images().equals(two.images())).isEqualTo(name.equals("none"));
    assertThat(one.images().labels()).isEqualTo(SOURCE.labels());
  }

  @Test
  void rejectsImpossibleSettings() {
    assertThatThrownBy(() -> new Range(1, 0))
        .hasMessage("range: expected two finite numbers in order but got 1.0 to 0.0");
    assertThatThrownBy(() -> new Elastic(new Range(0, 1), 1))
        .hasMessage("scale: expected above 0 but got 0.0");
    assertThatThrownBy(() -> new Projected(new Range(1, 1), -1))
        .hasMessage("deviation: expected 0 pixels or more but got -1.0");
    assertThatThrownBy(() -> new Translated(0, 9))
        .hasMessage("canvas: expected at least 1 x 1 pixel but got 0 x 9");
    assertThatThrownBy(() -> new Cluttered(Translated.paper(), new Patches(-1, 6)))
        .hasMessage("patches: expected 0 or more of at least 1 pixel but got -1 of 6");
  }
}
