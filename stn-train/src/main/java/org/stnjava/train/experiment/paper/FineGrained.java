package org.stnjava.train.experiment.paper;

import java.nio.file.Path;
import java.util.Map;
import org.stnjava.data.composite.ImagePair;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageFolder;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/**
 * Birds, or other objects that differ in their parts: parallel transformers find the parts (section
 * 4.3).
 *
 * <p>Folders of pictures are taken as they are. Digits, which have no parts, become the parts of
 * larger images.
 */
public record FineGrained() implements Experiment {

  /**
   * The paper's 1e-4 is for localization networks that were trained before, of birds too; one that
   * begins with nothing would not move.
   */
  private static final double CAREFUL = 0.1;

  @Override
  public String name() {
    return "fine-grained";
  }

  @Override
  public String summary() {
    return "pictures classified by parts, each found by a transformer; takes CUB-200-2011";
  }

  @Override
  public String published() {
    return "accuracy on CUB-200-2011 in %: CNN 82.3, ST-CNN with two transformers 83.1, with four 84.1";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PaperExperiments.twoThousandSteps())
        .with(Map.of("net", "st-parts", "transform", "window", "transformers", 2))
        .with(Map.of("localization", "shared", "start", "tiles", "localizationRate", CAREFUL));
  }

  @Override
  public Scene scene(RunConfig config) {
    boolean pictures =
        !config.data().equals(RunConfig.GLYPHS) && ImageFolder.isOne(Path.of(config.data()));
    return pictures ? Distortions.byName("none") : ImagePair.ofDigits();
  }
}
