package org.stnjava.train.experiment.paper;

import java.nio.file.Path;
import java.util.Map;
import org.stnjava.data.composite.Sequence;
import org.stnjava.data.distortion.Identity;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageFolder;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/**
 * Numbers of one to five digits, read as a whole (section 4.2): made of single digits, or the
 * pictures of the street view house numbers where a user has them.
 */
public record DigitSequence() implements Experiment {

  @Override
  public String name() {
    return "digit-sequence";
  }

  @Override
  public String summary() {
    return "numbers of one to five digits in 64x64 pixels, a softmax each; takes house numbers";
  }

  @Override
  public String published() {
    return "error in % on house numbers: CNN 4.0, ST-CNN 3.7, with several transformers 3.6";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PaperExperiments.twoThousandSteps())
        .with(Map.of("net", "stacked-st-cnn", "imageSize", "64x64"));
  }

  @Override
  public Scene scene(RunConfig config) {
    boolean numbers =
        !config.data().equals(RunConfig.GLYPHS) && ImageFolder.hasNumbers(Path.of(config.data()));
    return numbers ? new Identity() : Sequence.houseNumbers();
  }
}
