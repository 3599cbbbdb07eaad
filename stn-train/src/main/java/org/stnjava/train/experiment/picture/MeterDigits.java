package org.stnjava.train.experiment.picture;

import java.util.Map;
import org.stnjava.data.set.Dataset;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/** Photographed digits of gas, water and power meters, 20 pixels wide and 32 high. */
public record MeterDigits() implements Experiment {

  @Override
  public String name() {
    return "meter-digits";
  }

  @Override
  public String summary() {
    return "photographed digits of meters, with --data DIR, such as 5,720 of 32x20 pixels";
  }

  @Override
  public String published() {
    return "error in %: a Keras model of the pictures' collectors, trained on some of them, 6.4";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PictureExperiments.epochs(40))
        .with(Map.of("net", "st-sign-cnn", "parameters", 200_000))
        .with(Map.of("augment", PictureExperiments.PHOTOGRAPHED));
  }

  @Override
  public Dataset choose(Dataset images, RunConfig config) {
    return PictureExperiments.requireOwn(images, config);
  }
}
