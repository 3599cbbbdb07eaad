package org.stnjava.train.experiment.picture;

import java.util.Map;
import org.stnjava.data.set.Dataset;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/**
 * The German Traffic Sign Recognition Benchmark (Stallkamp et al. 2012), or other signs of one kind
 * a picture.
 */
public record TrafficSigns() implements Experiment {

  @Override
  public String name() {
    return "traffic-signs";
  }

  @Override
  public String summary() {
    return "photographs of traffic signs, with --data DIR, such as GTSRB's 43 classes";
  }

  @Override
  public String published() {
    return "error in %, on 39,209 pictures of 48x48: CNN 3.0, with one transformer 1.9; a larger "
        + "CNN 1.2, with one 0.5, with two 0.3; people 1.2";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PictureExperiments.epochs(40))
        .with(Map.of("net", "st-sign-cnn", "augment", PictureExperiments.PHOTOGRAPHED));
  }

  @Override
  public Dataset choose(Dataset images, RunConfig config) {
    return PictureExperiments.requireOwn(images, config);
  }
}
