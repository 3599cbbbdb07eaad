package org.stnjava.train.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.WatchedGradients;
import org.stnjava.train.event.WatchedTransformer;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

class AlarmsTest {

  private static final RateConfig RATES =
      RateConfig.of(0.01, Schedule.CONSTANT).withLocalizationRate(1);

  private static WatchedTransformer zoomed(float one, float other) {
    return WatchedExamples.transformer(
        PixelCoordinates.HALF_PIXEL,
        new float[] {one, 0, 0, 0, one, 0},
        new float[] {other, 0, 0, 0, other, 0});
  }

  private static List<String> alarms(
      RateConfig rates, WatchedTransformer seen, WatchedGradients gradients) {
    return new Alarms(rates)
        .check(WatchedExamples.network(400, seen, gradients)).stream()
            .map(AlarmRaised::message)
            .toList();
  }

  private static List<String> alarms(WatchedTransformer seen) {
    return alarms(RATES, seen, WatchedExamples.HEALTHY);
  }

  @Test
  void areNotRaisedForNothing() {
    assertThat(alarms(zoomed(1.2f, 0.7f))).isEmpty();
  }

  @Test
  void tellThatTransformersWarpFeatures() {
    assertThat(Alarms.onFeatures(List.of())).isEmpty();
    assertThat(Alarms.onFeatures(List.of("st1")))
        .contains(
            new AlarmRaised(
                0,
                "transformer st1 warps feature maps: warped features of a rotated or scaled image are"
                    + " not the features of an upright one, so only shifts are undone; set"
                    + " transformers to 1 to warp the image alone"));
    assertThat(Alarms.onFeatures(List.of("st1", "st2")).orElseThrow().message())
        .startsWith("transformers st1, st2 warp feature maps: ");
  }

  @Test
  void tellThatItZoomsOut() {
    assertThat(alarms(zoomed(4, 3)))
        .containsExactly(
            "transformer st0 looks outside the image with 95 % of its points, with most of them in"
                + " 100 % of samples: zooming out; set localizationRate to 0.1 (now 1) or bound the"
                + " scale");
  }

  @Test
  void tellThatItZoomsIn() {
    assertThat(alarms(zoomed(0.2f, 0.15f)))
        .containsExactly(
            "transformer st0 looks at 3 % of the image in 100 % of samples: zooming in; set"
                + " localizationRate to 0.1 (now 1) or bound the scale");
  }

  @Test
  void tellThatItIsFrozen() {
    assertThat(alarms(zoomed(0.7f, 0.7f)))
        .containsExactly(
            "transformer st0 gives all images the same theta (deviation 0.0): it no longer looks at"
                + " its input; set localizationRate to 0.1 (now 1)");
  }

  @Test
  void tellThatItNeverBegan() {
    assertThat(
            alarms(RateConfig.of(0.01, Schedule.CONSTANT), zoomed(1, 1), WatchedExamples.HEALTHY))
        .containsExactly(
            "transformer st0 has not moved from the identity in 400 steps (drift 0.0); set"
                + " localizationRate to 1 (now 0.1)");
  }

  @Test
  void doNotBlameWhatWasFrozenOnPurpose() {
    WatchedGradients none = new WatchedGradients(1, Double.NaN, Double.NaN);

    assertThat(alarms(RATES.withLocalizationRate(0), zoomed(1, 1), none)).isEmpty();
  }

  @Test
  void tellThatItMovesAway() {
    WatchedTransformer seen =
        WatchedExamples.transformer(
            PixelCoordinates.HALF_PIXEL,
            new float[] {0.9f, 0, 3, 0, 0.9f, 0},
            new float[] {0.9f, 0, 2.5f, 0, 0.9f, 0});

    assertThat(alarms(seen))
        .containsExactly(
            "transformer st0 looks outside the image with 100 % of its points, with most of them in"
                + " 100 % of samples: moving away; set localizationRate to 0.1 (now 1) or bound the"
                + " translation");
  }

  @Test
  void tellThatNothingTeachesIt() {
    WatchedTransformer seen = zoomed(1.2f, 0.9f);
    Arrays.fill(seen.thetaGradient(), 0);

    assertThat(alarms(RATES, seen, new WatchedGradients(1, 0, 1)))
        .containsExactly(
            "transformer st0 gets no gradient from 100 % of samples: it looks where the image is"
                + " empty, or the units behind it are dead; set localizationRate to 0.1 (now 1)");
  }

  @Test
  void tellThatItsLocalizationNetworkIsDead() {
    assertThat(alarms(RATES, zoomed(1.2f, 0.9f), new WatchedGradients(1, 0.1, 0.99)))
        .containsExactly(
            "transformer st0 learns nothing: 99 % of the gradients of localization networks are 0,"
                + " their units are dead; set localizationRate to 0.1 (now 1)");
  }

  @Test
  void tellThatGradientsExplode() {
    assertThat(
            alarms(
                RATES.withLocalizationRate(0.1),
                zoomed(1.2f, 0.9f),
                new WatchedGradients(23_456, 23_456, 0)))
        .containsExactly(
            "transformer st0 has localization gradients of length 2.3e+04; set clipNorm to 1, or set"
                + " rate to 0.001 (now 0.01)");
  }

  @Test
  void tellThatItMirrors() {
    WatchedTransformer seen =
        WatchedExamples.transformer(
            PixelCoordinates.HALF_PIXEL,
            new float[] {-1, 0, 0, 0, 1, 0},
            new float[] {-1, 0, 0.2f, 0, 1, 0});

    assertThat(alarms(seen))
        .containsExactly(
            "transformer st0 turns 100 % of its grid over in 100 % of samples: it mirrors or folds"
                + " the image; set localizationRate to 0.1 (now 1) or choose a transform that cannot");
  }

  @Test
  void tellThatThetaIsNotFinite() {
    assertThat(alarms(zoomed(1, Float.NaN)))
        .contains(
            "transformer st0 has a theta that is not finite; set localizationRate to 0.1 (now 1), or"
                + " set clipNorm to 1");
  }

  @Test
  void comeAgainOnlyAfterItWasRightInBetween() {
    Alarms alarms = new Alarms(RATES);

    assertThat(alarms.check(WatchedExamples.network(100, zoomed(4, 3), WatchedExamples.HEALTHY)))
        .hasSize(1);
    assertThat(alarms.check(WatchedExamples.network(200, zoomed(4, 3), WatchedExamples.HEALTHY)))
        .isEmpty();
    assertThat(alarms.check(WatchedExamples.network(300, zoomed(1, 0.9f), WatchedExamples.HEALTHY)))
        .isEmpty();
    assertThat(alarms.check(WatchedExamples.network(400, zoomed(4, 3), WatchedExamples.HEALTHY)))
        .extracting(AlarmRaised::step)
        .containsExactly(400);
  }
}
