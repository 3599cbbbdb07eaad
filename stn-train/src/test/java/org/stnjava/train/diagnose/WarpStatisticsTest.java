package org.stnjava.train.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.train.diagnose.WarpStatistics.SampleStatistics;
import org.stnjava.train.event.WatchedTransformer;

class WarpStatisticsTest {

  private static final Offset<Double> ROUNDING = within(1e-6);

  private static WarpStatistics figures(float[]... thetas) {
    return WarpStatistics.of(WatchedExamples.transformer(PixelCoordinates.HALF_PIXEL, thetas));
  }

  @ParameterizedTest
  @EnumSource
  void findTheLinearPartInEitherConvention(PixelCoordinates coordinates) {
    WatchedTransformer seen =
        WatchedExamples.transformer(coordinates, new float[] {0.5f, -0.3f, 0.1f, 0.2f, 0.8f, 0});

    SampleStatistics sample = WarpStatistics.of(seen).samples().get(0);

    assertThat(sample.determinant()).isCloseTo(0.5 * 0.8 + 0.3 * 0.2, ROUNDING);
    assertThat(sample.maxSingularValue() * sample.minSingularValue())
        .isCloseTo(sample.area(), ROUNDING);
    // σ₁² + σ₂² is the sum of the squares of all entries.
    assertThat(Math.pow(sample.maxSingularValue(), 2) + Math.pow(sample.minSingularValue(), 2))
        .isCloseTo(0.25 + 0.09 + 0.04 + 0.64, ROUNDING);
    assertThat(sample.folded()).isZero();
  }

  @Test
  void seeNothingWrongWithTheIdentity() {
    WarpStatistics figures =
        figures(new float[] {1, 0, 0, 0, 1, 0}, new float[] {1, 0, 0, 0, 1, 0});

    assertThat(figures.mean(SampleStatistics::outside)).isZero();
    assertThat(figures.mean(SampleStatistics::determinant)).isCloseTo(1, ROUNDING);
    assertThat(figures.identityDistance()).isZero();
    assertThat(figures.thetaDeviation()).isZero();
    assertThat(figures.zeroThetaGradient()).isZero();
  }

  @Test
  void countPointsOutside() {
    // Columns lie at ±1/8, ±3/8, ±5/8 and ±7/8, doubled: half of them are outside.
    WarpStatistics figures =
        figures(new float[] {2, 0, 0, 0, 1, 0}, new float[] {1, 0, 0, 0, 1, 0});

    assertThat(figures.samples().get(0).outside()).isEqualTo(0.5);
    assertThat(figures.mean(SampleStatistics::outside)).isEqualTo(0.25);
    assertThat(figures.share(sample -> sample.outside() > 0)).isEqualTo(0.5);
  }

  @Test
  void seeMirrors() {
    SampleStatistics sample = figures(new float[] {-1, 0, 0, 0, 1, 0}).samples().get(0);

    assertThat(sample.determinant()).isCloseTo(-1, ROUNDING);
    assertThat(sample.area()).isCloseTo(1, ROUNDING);
    assertThat(sample.folded()).isEqualTo(1);
  }

  @Test
  void measureDriftAndDeviation() {
    WarpStatistics figures =
        figures(new float[] {1, 0, 0.6f, 0, 1, 0}, new float[] {1, 0, 0, 0, 1, 0});

    assertThat(figures.identityDistance()).isCloseTo(Math.sqrt(0.36 / 12), ROUNDING);
    assertThat(figures.thetaDeviation()).isCloseTo(Math.sqrt(2 * 0.09 / 12), ROUNDING);
  }

  @Test
  void knowWhichImagesTeachNothing() {
    WatchedTransformer seen =
        WatchedExamples.transformer(
            PixelCoordinates.HALF_PIXEL,
            new float[] {1, 0, 0, 0, 1, 0},
            new float[] {1, 0, 0, 0, 1, 0});
    seen.thetaGradient()[1] = 0;
    Arrays.fill(seen.thetaGradient(), 6, 12, 0);

    assertThat(WarpStatistics.of(seen).zeroThetaGradient()).isEqualTo(0.5);
  }
}
