package org.stnjava.train.experiment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.stnjava.data.composite.Augmented;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.train.backbone.BackboneConfig;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.config.NetworkConfig;
import org.stnjava.train.config.Settings;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.objective.Objective;

/**
 * Every setting of a run, as {@code config.yaml} and {@code --set} name them.
 *
 * @param experiment the experiment's name
 * @param data {@code glyphs}, or a folder of MNIST-style files or of pictures
 * @param images how pictures are brought to one size
 * @param augment small random changes of the training images, see {@link
 *     org.stnjava.data.composite.Augmented#parse}
 * @param objects how many objects an image has, for experiments that let one choose
 * @param common what images have in common, for co-localization
 * @param network what is trained
 * @param pretrained what the network is built on, if it is
 * @param training how it is trained
 * @param distributed how several processes train together, if they do
 */
public record RunConfig(
    String experiment,
    String data,
    @JsonUnwrapped ImageOptions images,
    String augment,
    int objects,
    @JsonUnwrapped CommonObject common,
    @JsonUnwrapped NetworkConfig network,
    @JsonUnwrapped BackboneConfig pretrained,
    @JsonUnwrapped TrainConfig training,
    @JsonUnwrapped DistributedConfig distributed) {

  /** The data that is built in. */
  public static final String GLYPHS = "glyphs";

  /** Checks the number of objects. */
  public RunConfig {
    if (objects < 1) {
      throw new IllegalArgumentException("objects: expected at least 1 but got " + objects);
    }
  }

  /**
   * Settings to begin with: built-in digits, one in an image, and the paper's ST-CNN.
   *
   * @param experiment what is run
   * @param training how it is trained
   * @return the settings
   */
  public static RunConfig of(Experiment experiment, TrainConfig training) {
    return new RunConfig(
        experiment.name(),
        GLYPHS,
        ImageOptions.standard(),
        Augmented.NONE,
        1,
        CommonObject.standard(),
        NetworkConfig.standard(),
        BackboneConfig.standard(),
        training,
        DistributedConfig.standard());
  }

  /**
   * The same settings with some replaced.
   *
   * @param settings new values by name
   * @return a copy
   * @throws IllegalArgumentException if there is no such setting, or a value is not one of it
   */
  public RunConfig with(Map<String, ?> settings) {
    return Settings.replace(this, settings);
  }

  /** {@return all settings by name, in their order} */
  public Map<String, Object> settings() {
    return Settings.of(this);
  }

  /**
   * Settings from their values by name.
   *
   * @param settings the experiment's name and what differs from its defaults
   * @return the settings
   * @throws IllegalArgumentException if one is unknown or wrong
   */
  public static RunConfig of(Map<String, ?> settings) {
    String experiment = String.valueOf(settings.get("experiment"));
    return Experiments.byName(experiment).defaults().with(settings);
  }

  /** {@return what the network learns, and is judged by} */
  Objective objective() {
    return Experiments.byName(experiment).objective(this);
  }

  /**
   * The object that all images of the co-localization experiment have in common.
   *
   * @param digit its class, at least 0
   * @param clutter the number of pieces of other images around it, at least 0
   */
  public record CommonObject(int digit, int clutter) {

    /** Checks the ranges. */
    public CommonObject {
      if (digit < 0) {
        throw new IllegalArgumentException("digit: expected at least 0 but got " + digit);
      }
      if (clutter < 0) {
        throw new IllegalArgumentException("clutter: expected at least 0 but got " + clutter);
      }
    }

    /** {@return the digit 0 without clutter} */
    public static CommonObject standard() {
      return new CommonObject(0, 0);
    }
  }
}
