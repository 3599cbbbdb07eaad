package org.stnjava.train.experiment.paper;

import java.util.Map;
import org.stnjava.data.composite.ImageSum;
import org.stnjava.data.scene.Scene;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/** Two digits to be added up, by transformers side by side (appendix A.1). */
public record DigitAddition() implements Experiment {

  @Override
  public String name() {
    return "mnist-addition";
  }

  @Override
  public String summary() {
    return "two digits in two channels, each rotated, scaled and placed, to be added up";
  }

  @Override
  public String published() {
    return "error in %: FCN 47.7, CNN 14.7, ST-FCN with one transformer 18.5, with two 9.0";
  }

  /** With the rate of all other weights, transformers zoom out before sums teach them anything. */
  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PaperExperiments.twoThousandSteps())
        .with(Map.of("net", "st-cnn", "transformers", 2, "localizationRate", 0.1));
  }

  @Override
  public Scene scene(RunConfig config) {
    return ImageSum.paper();
  }
}
