package org.stnjava.train.experiment.paper;

import java.util.Map;
import org.stnjava.data.composite.Extruded;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/** Digits as bodies in space, which a transformer rotates to the front (appendix A.3). */
public record DigitsInSpace() implements Experiment {

  /** A volume takes 216,000 bytes. */
  private static final int TESTED = 1000;

  /** Few enough for a step to take less than a second on two cores. */
  private static final int BATCH = 16;

  @Override
  public String name() {
    return "mnist-3d";
  }

  @Override
  public String summary() {
    return "digits made solid, rotated and placed in 60x60x60 voxels; tested on 1,000";
  }

  @Override
  public String published() {
    return "no error published";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PaperExperiments.twoThousandSteps().withBatch(BATCH))
        .with(Map.of("net", "st-volume", "transform", "affine3d"));
  }

  @Override
  public Dataset choose(Dataset images, RunConfig config) {
    LabeledImages test = images.test();
    return new Dataset(
        images.name(),
        images.train(),
        test.slice(0, Math.min(TESTED, test.size())),
        images.checksum());
  }

  @Override
  public Scene scene(RunConfig config) {
    return Extruded.ofDigits();
  }
}
