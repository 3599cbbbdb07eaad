package org.stnjava.train.experiment.picture;

import java.util.Map;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/** The user's own pictures, as they are. */
public record OwnImages() implements Experiment {

  @Override
  public String name() {
    return "images";
  }

  @Override
  public String summary() {
    return "images as they are, for pictures of your own with --data DIR";
  }

  @Override
  public String published() {
    return "nothing published";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PictureExperiments.epochs(20)).with(Map.of("net", "st-sign-cnn"));
  }
}
