package org.stnjava.train.experiment;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stnjava.data.composite.Augmented;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.RotatedBox;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.ImageFolder;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.data.set.ValidationOptions;
import org.stnjava.data.set.ValidationSplit;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.metric.Box;

/**
 * The images of a run.
 *
 * <p>The built-in digits, the choice of the validation set and the distortions of it and of the
 * test set do not depend on the run's seed: runs of different seeds are tested on the same images.
 *
 * @param all undistorted images
 * @param dataset those that are used
 * @param scene the distortion of the training images
 * @param test the test images, distorted but not augmented
 * @param skipped the bad files that were left out
 * @param validation the validation images, distorted but not augmented; absent without
 */
record ExperimentData(
    Dataset all,
    Dataset dataset,
    Scene scene,
    DistortedImages test,
    List<String> skipped,
    Optional<LabeledImages> validation) {

  private static final long GLYPHS_SEED = 1;
  private static final long TEST_SEED = 2;
  private static final long VALIDATION_SEED = 7;

  ExperimentData {
    skipped = List.copyOf(skipped);
  }

  /** The images that a run's settings name. */
  static ExperimentData load(RunConfig config) {
    Experiment experiment = Experiments.byName(config.experiment());
    ImageFolder images = load(config.data(), config.images(), config.split());
    Parts chosen = Parts.of(images, config);
    Scene scene = experiment.scene(config, images.dataset());
    Scene augmented = Augmented.parse(scene, config.augment());
    return new ExperimentData(
        images.dataset(),
        chosen.dataset(),
        augmented,
        DistortedImages.distortAll(chosen.dataset().test(), scene, TEST_SEED),
        images.skipped(),
        chosen
            .validation()
            .map(some -> DistortedImages.distortAll(some, scene, VALIDATION_SEED).images()));
  }

  /** The images that an experiment uses, of which a share may be the validation set. */
  private record Parts(Dataset dataset, Optional<LabeledImages> validation) {

    static Parts of(ImageFolder images, RunConfig config) {
      Experiment experiment = Experiments.byName(config.experiment());
      Dataset all = images.dataset();
      Dataset chosen = experiment.choose(all, config);
      if (chosen.train().equals(chosen.test())) {
        return new Parts(chosen, Optional.empty());
      }
      if (images.validation().isPresent()) {
        LabeledImages validation = images.validation().get();
        Dataset asTest = new Dataset(all.name(), all.train(), validation, all.checksum());
        return new Parts(chosen, Optional.of(experiment.choose(asTest, config).test()));
      }
      boolean isSplit = isPictures(config.data()) || config.split().share().orElse(0.0) == 0;
      return isSplit
          ? new Parts(chosen, Optional.empty())
          : split(chosen, config.split().share().get());
    }

    private static Parts split(Dataset chosen, double share) {
      LabeledImages train = chosen.train();
      BitSet taken = ValidationSplit.of(train, share);
      if (taken.isEmpty()) {
        throw new IllegalArgumentException(
            "validation: expected a share of at least one of %d training images but got %s"
                .formatted(train.size(), share));
      }
      int[] left = IntStream.range(0, train.size()).filter(i -> !taken.get(i)).toArray();
      return new Parts(
          new Dataset(
              chosen.name(), ValidationSplit.select(train, left), chosen.test(), chosen.checksum()),
          Optional.of(ValidationSplit.select(train, taken.stream().toArray())));
    }
  }

  private static boolean isPictures(String data) {
    return !data.equals(RunConfig.GLYPHS) && ImageFolder.isOne(Path.of(data));
  }

  /** The images as they are. */
  static ImageFolder plain(String data, ImageOptions options) {
    return load(data, options, ValidationOptions.standard().withNone());
  }

  private static ImageFolder load(String data, ImageOptions options, ValidationOptions validation) {
    if (!isPictures(data)) {
      validation
          .folder()
          .ifPresent(
              folder -> {
                throw new IllegalArgumentException(
                    "validation: expected a share of the training images, as %s is no folder of pictures, but got '%s'"
                        .formatted(data, folder));
              });
    }
    if (data.equals(RunConfig.GLYPHS)) {
      return new ImageFolder(Glyphs.dataset(GLYPHS_SEED), List.of(), List.of());
    }
    try {
      return ImageFolder.open(Path.of(data), options, validation);
    } catch (IllegalArgumentException e) {
      // What is wrong with the files is wrong with the setting that names them.
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          message.startsWith("validation: ") ? message : "data: " + message, e);
    }
  }

  /** Refuses files that are no longer those that a model was trained on. */
  void requireChecksum(String checksum) {
    if (!dataset.checksum().equals(checksum)) {
      throw new IllegalArgumentException(
          "data: expected the files that the model was trained on, with checksum %s, but %s has %s"
              .formatted(checksum, dataset.name(), dataset.checksum()));
    }
  }

  /**
   * Where the objects of each test image lie, in the order of their labels if they have labels: the
   * box around the whole undistorted image of each, its margin included, and rotated with it;
   * nothing where the scene has one that fills the image, or does not record where they are.
   */
  List<List<Box>> boxes() {
    LabeledImages source = dataset.test();
    boolean fills =
        source.height() == test.images().height() && source.width() == test.images().width();
    return fills || test.boxes().stream().anyMatch(List::isEmpty)
        ? List.of()
        : test.boxes().stream().map(ExperimentData::bounds).toList();
  }

  private static List<Box> bounds(List<RotatedBox> boxes) {
    return boxes.stream().map(ExperimentData::bounds).toList();
  }

  private static Box bounds(RotatedBox box) {
    double cos = Math.abs(Math.cos(box.angle())) / 2;
    double sin = Math.abs(Math.sin(box.angle())) / 2;
    double x = cos * box.width() + sin * box.height();
    double y = sin * box.width() + cos * box.height();
    return new Box(box.centerX() - x, box.centerY() - y, box.centerX() + x, box.centerY() + y);
  }

  /** Names the data that is used: as the setting does, unless the experiment brings its own. */
  String name(RunConfig config) {
    return dataset.name().equals(all.name()) ? config.data() : dataset.name();
  }

  int classes() {
    return scene.layout(all.spec()).classes();
  }

  /** How many things of an image are classified. */
  int labels() {
    return test.images().labelsPerImage();
  }

  ImageShape imageShape() {
    return new ImageShape(test.images().height(), test.images().width(), test.images().channels());
  }
}
