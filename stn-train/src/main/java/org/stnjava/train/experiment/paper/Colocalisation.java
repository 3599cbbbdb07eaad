package org.stnjava.train.experiment.paper;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stnjava.data.composite.CandidateWindow;
import org.stnjava.data.distortion.Cluttered;
import org.stnjava.data.distortion.FixedDistortion;
import org.stnjava.data.distortion.Translated;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.experiment.RunConfig.CommonObject;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingData;
import org.stnjava.train.objective.Objective;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/**
 * A digit that a hundred images have in common is found, without labels or boxes (section 4.4 and
 * appendix A.2). The images that are learned from are those that are tested on.
 */
public record Colocalisation() implements Experiment {

  private static final int IMAGES = 100;
  private static final int CANVAS = 84;
  private static final int PIECE = 6;
  private static final long PLACES_SEED = 4;

  private static final int CLUTTER = 16;

  /** From a digit in a window of the whole image to one that fills its window. */
  private static final CandidateWindow SEEN =
      new CandidateWindow(
          new Range(1 / 3.0, 1.2),
          8,
          0.125,
          new Cluttered(new Translated(CANVAS, CANVAS), new Patches(CLUTTER, PIECE)));

  /** Half of the images, so that the mean of their windows is meaningful. */
  private static final int BATCH = 50;

  @Override
  public String name() {
    return "colocalisation";
  }

  @Override
  public String summary() {
    return "a digit that 100 images of 84x84 have in common, found without labels or boxes";
  }

  @Override
  public String published() {
    return "success in %: 100 on digits alone, 75 to 93 with --set clutter=16";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, training())
        .with(Map.of("net", Classifiers.COLOCALIZER, "transform", "attention", "transformers", 1))
        .with(Map.of("groups", "^" + Classifiers.ENCODER + "=0"))
        .with(Map.of("boundPenalty", 1, "leastScale", 0.32, "mostScale", 1, "mostShift", 0.7));
  }

  private static TrainConfig training() {
    return TrainConfig.of(
            OptimizerConfig.adam(),
            RateConfig.of(2e-3, Schedule.COSINE).withLocalizationRate(1),
            new Budget(1000, Budget.Unit.STEPS))
        .withBatch(BATCH)
        .withEvaluations(5);
  }

  @Override
  public Dataset choose(Dataset images, RunConfig config) {
    LabeledImages hundred = ofDigit(images.train(), config.common());
    return new Dataset(images.name(), hundred, hundred, images.checksum());
  }

  @Override
  public Scene scene(RunConfig config, Dataset images) {
    Cluttered clutter =
        new Cluttered(
            new Translated(CANVAS, CANVAS), new Patches(config.common().clutter(), PIECE));
    return new FixedDistortion(clutter.withPatchesOf(images.train()), PLACES_SEED);
  }

  @Override
  public Classifier classifier(RunConfig config, ClassifierOptions options, Dataset images) {
    if (!config.network().net().equals(Classifiers.COLOCALIZER)) {
      throw new IllegalArgumentException(
          "net: expected %s for %s but got '%s'"
              .formatted(Classifiers.COLOCALIZER, name(), config.network().net()));
    }
    LabeledImages train = images.train();
    ImageShape digit = new ImageShape(train.height(), train.width(), train.channels());
    Classifier encoder = Classifiers.encoder(digit, images.classes());
    return Classifiers.colocalizer(options, digit, learned(encoder, config, images));
  }

  /** Nothing but the network's penalty. */
  @Override
  public Objective objective(RunConfig config) {
    return (tf, trained, labels) -> tf.constant(0f);
  }

  /** Trains the encoder on digits of all classes as windows of any size may show them. */
  private static Map<String, float[]> learned(
      Classifier encoder, RunConfig config, Dataset images) {
    TrainConfig training =
        TrainConfig.of(
                OptimizerConfig.adam(),
                RateConfig.of(1e-3, Schedule.CONSTANT),
                new Budget(2500, Budget.Unit.STEPS))
            .withWatchEvery(0)
            .withSeed(config.training().seed());
    return Trainer.fit(
            NetworkTrainable.of(encoder),
            TrainingData.of(images.train(), SEEN, images.test()),
            training,
            List.of())
        .last()
        .weights();
  }

  private static LabeledImages ofDigit(LabeledImages all, CommonObject common) {
    int[] chosen =
        IntStream.range(0, all.size())
            .filter(i -> all.labels()[i] == common.digit())
            .limit(IMAGES)
            .toArray();
    if (chosen.length < 2) {
      throw new IllegalArgumentException(
          "digit: expected a class of at least 2 images but %d has %d"
              .formatted(common.digit(), chosen.length));
    }
    return all.take(chosen);
  }
}
