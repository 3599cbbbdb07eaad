package org.stnjava.train.experiment.paper;

import org.stnjava.data.distortion.ClutteredUnlessLarge;
import org.stnjava.data.scene.Scene;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/** The public cluttered digits, or as many of the user's. */
public record ClutteredDigits() implements Experiment {

  @Override
  public String name() {
    return "cluttered40";
  }

  @Override
  public String summary() {
    return "digits placed in 40x40 pixels among five pieces of others; takes the public files";
  }

  @Override
  public String published() {
    return "nothing published";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PaperExperiments.twoThousandSteps());
  }

  @Override
  public Scene scene(RunConfig config) {
    return ClutteredUnlessLarge.published();
  }
}
