package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.LabeledImages;

class ElasticTest {

  @Test
  void movesEverythingAlikeWhenAllControlPointsMoveAlike() {
    float[] two = new float[16];
    Arrays.fill(two, 2);

    SplineBasis.DisplacementField moved = SplineBasis.of(11, 17).displacement(two, new float[16]);

    for (int i = 0; i < 11 * 17; i++) {
      assertThat(moved.x()[i]).isCloseTo(2, within(1e-5f));
      assertThat(moved.y()[i]).isZero();
    }
  }

  @Test
  void reproducesStretching() {
    float[] ofY = new float[16];
    for (int i = 0; i < 16; i++) {
      int row = i / 4;
      ofY[i] = row;
    }

    SplineBasis.DisplacementField moved = SplineBasis.of(11, 17).displacement(new float[16], ofY);

    for (int row = 0; row < 11; row++) {
      // From 0 at the upper edge to 3 at the lower one.
      assertThat(moved.y()[row * 17 + 5]).isCloseTo(3 * (row + 0.5f) / 11, within(1e-5f));
    }
  }

  @Test
  void interpolatesAtItsControlPoints() {
    int height = 301;
    int width = 421;
    float[] ofX = new float[16];
    RandomGenerator random = Seeds.generator(6);
    for (int i = 0; i < 16; i++) {
      ofX[i] = (float) random.nextGaussian();
    }

    SplineBasis.DisplacementField moved =
        SplineBasis.of(height, width).displacement(ofX, new float[16]);

    for (int i = 0; i < 16; i++) {
      int row = Math.min(height - 1, i / 4 * height / 3);
      int column = Math.min(width - 1, i % 4 * width / 3);
      // The nearest pixel is up to half a pixel away, over which the spline changes by a few
      // hundredths.
      assertThat(moved.x()[row * width + column]).isCloseTo(ofX[i], within(0.04f));
    }
  }

  @Test
  void onlyScalesWithoutADeviation() {
    LabeledImages source = Dots.noise(1, 20, 26, Seeds.generator(4));
    Canvas scaled = Canvas.of(20, 26);
    SourceImage.of(source, 0).place(new Placement(0, 0.8, 13, 10), scaled);

    Dots.Result result =
        Dots.Result.of(new Elastic(new Range(0.8, 0.8), 0), source, Seeds.generator(1));

    assertThat(result.placement()).isEqualTo(new Placement(0, 0.8, 13, 10));
    for (int i = 0; i < 20 * 26; i++) {
      // One gray level, for the two ways round differently.
      assertThat(result.canvas().pixels()[i] & 0xff)
          .isCloseTo(scaled.pixels()[i] & 0xff, within(1));
    }
  }

  @Test
  void putsTheMiddleWhereThePlacementSaysInItsWholeRange() {
    RandomGenerator random = Seeds.generator(2);
    LabeledImages source = Dots.at(27, 35, 0, 0);
    double least = 1;
    double most = 0;
    double squares = 0;
    double error = 0;

    for (int i = 0; i < 1000; i++) {
      Dots.Result result = Dots.Result.of(Elastic.paper(), source, random);
      // A pixel and a half beside the dot's top of 255 the value falls to 145.
      assertThat(valueAt(result.canvas(), result.placement())).isGreaterThan(150);
      error += Math.hypot(result.dotX(), result.dotY()) / 1000;
      least = Math.min(least, result.placement().scale());
      most = Math.max(most, result.placement().scale());
      squares += Math.pow(result.placement().centerX() - 17.5, 2);
    }

    // A dot of two pixels is itself bent, some of them by a pixel or two.
    assertThat(error).isLessThan(0.2);
    assertThat(least).isBetween(0.75, 0.755);
    assertThat(most).isBetween(0.995, 1.0);
    assertThat(Math.sqrt(squares / 1000)).isBetween(0.7, 1.5);
  }

  private static int valueAt(Canvas canvas, Placement p) {
    SourceImage image = new SourceImage(canvas.height(), canvas.width(), 1, canvas.pixels(), 0);
    byte[] value = new byte[1];
    image.sample((float) (p.centerX() - 0.5), (float) (p.centerY() - 0.5), value, 0);
    return value[0] & 0xff;
  }

  @Test
  void takesImagesOfOnePixel() {
    LabeledImages source = Dots.at(1, 1, 0, 0);

    assertThat(
            Dots.Result.of(new Elastic(new Range(1, 1), 0), source, Seeds.generator(1))
                .canvas()
                .pixels())
        .isEqualTo(source.pixels());
  }
}
