package org.stnjava.train.experiment.paper;

import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.scene.Scene;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/**
 * Digits distorted in one of the paper's ways (section 4.1 and appendix A.4).
 *
 * @param distortion the distortion's name
 * @param summary what it is, one line
 * @param published what was published for it, one line
 */
public record DistortedDigits(String distortion, String summary, String published)
    implements Experiment {

  /** {@return {@code mnist-r}} */
  public static DistortedDigits rotated() {
    return new DistortedDigits(
        "r",
        "digits rotated by up to 90 degrees",
        "error in %: FCN 2.1, CNN 1.2, ST-FCN 1.2, ST-CNN 0.7");
  }

  /** {@return {@code mnist-rts}} */
  public static DistortedDigits rotatedScaledTranslated() {
    return new DistortedDigits(
        "rts",
        "digits rotated by up to 45 degrees, scaled, and placed in 42x42 pixels",
        "error in %: FCN 5.2, CNN 0.8, ST-FCN 0.8, ST-CNN 0.5");
  }

  /** {@return {@code mnist-p}} */
  public static DistortedDigits projected() {
    return new DistortedDigits(
        "p",
        "digits scaled and projected: each corner moved",
        "error in %: FCN 3.1, CNN 1.5, ST-FCN 1.4, ST-CNN 0.8");
  }

  /** {@return {@code mnist-e}} */
  public static DistortedDigits elastic() {
    return new DistortedDigits(
        "e",
        "digits scaled and warped elastically by 16 points of a spline",
        "error in %: FCN 3.2, CNN 1.4, ST-FCN 2.7, ST-CNN 1.2");
  }

  /** {@return {@code mnist-t}} */
  public static DistortedDigits translated() {
    return new DistortedDigits(
        "t", "digits placed in 60x60 pixels", "no error published for classification");
  }

  /** {@return {@code mnist-tc}} */
  public static DistortedDigits translatedCluttered() {
    return new DistortedDigits(
        "tc",
        "digits placed in 60x60 pixels among six pieces of others",
        "error in %: FCN 13.2, CNN 3.5, ST-FCN 2.0, ST-CNN 1.7");
  }

  @Override
  public String name() {
    return "mnist-" + distortion;
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PaperExperiments.twoThousandSteps());
  }

  @Override
  public Scene scene(RunConfig config) {
    return Distortions.byName(distortion);
  }
}
