package org.stnjava.train.experiment.picture;

import java.util.Map;
import org.stnjava.data.set.Dataset;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;

/** AdrenalMNIST3D (Yang et al. 2023): masks of adrenal glands, 28 voxels along each axis. */
public record AdrenalGlands() implements Experiment {

  @Override
  public String name() {
    return "adrenal-3d";
  }

  @Override
  public String summary() {
    return "volumes of adrenal glands, with --data adrenalmnist3d.npz; slices are channels";
  }

  @Override
  public String published() {
    return "error in %: ResNet-18 in 3D 27.9, auto-sklearn 19.8";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, PictureExperiments.epochs(20).withBatch(32))
        .with(Map.of("net", "st-sign-cnn", "parameters", 60_000))
        .with(Map.of("augment", "shift=2,rotation=15,scale=0.15,shear=5,edge=background"));
  }

  @Override
  public Dataset choose(Dataset images, RunConfig config) {
    return PictureExperiments.requireOwn(images, config);
  }
}
