package org.stnjava.train.experiment;

import java.util.List;
import java.util.Map;
import org.stnjava.train.data.distortion.Augmented;
import org.stnjava.train.data.distortion.ClutteredUnlessLarge;
import org.stnjava.train.data.distortion.Distortions;
import org.stnjava.train.data.distortion.Sum;
import org.stnjava.train.data.folder.ImageOptions;
import org.stnjava.train.experiment.RunConfig.PaddingName;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/** The experiments that come with the toolkit, by name. */
public final class Experiments {

  private static final List<Experiment> ALL =
      List.of(
          distorted(
              "r",
              "digits rotated by up to 90 degrees",
              "error in %: FCN 2.1, CNN 1.2, ST-FCN 1.2, ST-CNN 0.7"),
          distorted(
              "rts",
              "digits rotated by up to 45 degrees, scaled, and placed in 42x42 pixels",
              "error in %: FCN 5.2, CNN 0.8, ST-FCN 0.8, ST-CNN 0.5"),
          distorted(
              "p",
              "digits scaled and projected: each corner moved",
              "error in %: FCN 3.1, CNN 1.5, ST-FCN 1.4, ST-CNN 0.8"),
          distorted(
              "e",
              "digits scaled and warped elastically by 16 points of a spline",
              "error in %: FCN 3.2, CNN 1.4, ST-FCN 2.7, ST-CNN 1.2"),
          distorted("t", "digits placed in 60x60 pixels", "no error published for classification"),
          distorted(
              "tc",
              "digits placed in 60x60 pixels among six pieces of others",
              "error in %: FCN 13.2, CNN 3.5, ST-FCN 2.0, ST-CNN 1.7"),
          cluttered(),
          addition(),
          tutorial(),
          images());

  private Experiments() {}

  /** {@return all experiments} */
  public static List<Experiment> all() {
    return ALL;
  }

  /** {@return what is run when no experiment is named} */
  public static Experiment first() {
    return byName("mnist-rts");
  }

  /**
   * Finds an experiment.
   *
   * @param name its name
   * @return the experiment
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static Experiment byName(String name) {
    return ALL.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "experiment: expected one of %s but got '%s'"
                        .formatted(ALL.stream().map(Experiment::name).toList(), name)));
  }

  private static Experiment distorted(String distortion, String summary, String published) {
    return new Experiment(
        "mnist-" + distortion,
        summary,
        published,
        Distortions.byName(distortion),
        defaults("mnist-" + distortion));
  }

  /** The public cluttered digits, or as many of the user's. */
  private static Experiment cluttered() {
    return new Experiment(
        "cluttered40",
        "digits placed in 40x40 pixels among five pieces of others; takes the public files",
        "nothing published",
        ClutteredUnlessLarge.published(),
        defaults("cluttered40"));
  }

  private static Experiment addition() {
    String name = "mnist-addition";
    return new Experiment(
        name,
        "two digits in two channels, each rotated, scaled and placed, to be added up",
        "error in %: FCN 47.7, CNN 14.7, ST-FCN with one transformer 18.5, with two 9.0",
        Sum.paper(),
        defaults(name).with(Map.of("net", "st-fcn", "transformers", 2)));
  }

  /** Digits, the paper's ST-CNN, two thousand steps. */
  private static RunConfig defaults(String experiment) {
    return new RunConfig(
        experiment,
        RunConfig.GLYPHS,
        ImageOptions.standard(),
        Augmented.NONE,
        "st-cnn",
        "affine",
        1,
        PaddingName.ZEROS,
        TrainConfig.of(
                OptimizerConfig.adam(),
                RateConfig.of(1e-3, Schedule.COSINE).withLocalizationRate(1),
                new Budget(2000, Budget.Unit.STEPS))
            .withEvaluations(5));
  }

  /** For the user's own pictures. */
  private static Experiment images() {
    RunConfig defaults =
        new RunConfig(
            "images",
            RunConfig.GLYPHS,
            ImageOptions.standard(),
            Augmented.NONE,
            "st-cnn",
            "affine",
            1,
            PaddingName.ZEROS,
            TrainConfig.of(
                    OptimizerConfig.adam(),
                    RateConfig.of(1e-3, Schedule.COSINE),
                    new Budget(20, Budget.Unit.EPOCHS))
                .withEvaluations(20));
    return new Experiment(
        "images",
        "images as they are, for pictures of your own with --data DIR",
        "nothing published",
        Distortions.byName("none"),
        defaults);
  }

  /** The setting of PyTorch's tutorial: 20 epochs of plain gradient descent on plain digits. */
  private static Experiment tutorial() {
    RunConfig defaults =
        new RunConfig(
            "tutorial",
            RunConfig.GLYPHS,
            ImageOptions.standard(),
            Augmented.NONE,
            "tutorial",
            "affine",
            1,
            PaddingName.BACKGROUND,
            TrainConfig.of(
                    OptimizerConfig.sgd(0),
                    RateConfig.of(0.01, Schedule.CONSTANT).withLocalizationRate(1),
                    new Budget(20, Budget.Unit.EPOCHS))
                .withEvaluations(20));
    return new Experiment(
        "tutorial",
        "PyTorch's tutorial: undistorted digits and its network of 27,360 parameters",
        "accuracy in %: 98.26 at the end, 98.75 at best",
        Distortions.byName("none"),
        defaults);
  }
}
