package org.stnjava.train.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.savedmodel.classify.ImageCallOptions;
import org.stnjava.savedmodel.classify.InputRange;
import org.stnjava.savedmodel.classify.PixelScaling;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.objective.Objective;

/** An exported classifier with its card, if it has one, <b>to be closed</b>. */
public final class TrainedModel implements AutoCloseable {

  private final Path folder;
  private final ExportedClassifier classifier;
  private final Optional<ModelCard> card;

  private TrainedModel(Path folder, ExportedClassifier classifier, Optional<ModelCard> card) {
    this.folder = folder;
    this.classifier = classifier;
    this.card = card;
  }

  /**
   * Opens a model.
   *
   * @param path the folder of a finished run or of a SavedModel
   * @return the model
   * @throws IllegalArgumentException if there is no model or a broken one
   */
  public static TrainedModel open(Path path) {
    return open(path, ImageCallOptions.standard());
  }

  /**
   * Opens a model.
   *
   * @param path the folder of a finished run or of a SavedModel
   * @param options how the model is called; one with a card takes pixels in [0, 1] unless they say
   *     otherwise
   * @return the model
   * @throws IllegalArgumentException if there is no model or a broken one, or it cannot be called
   *     so; the message begins with the name of the option then
   */
  public static TrainedModel open(Path path, ImageCallOptions options) {
    Path folder = RunFolder.isRun(path) ? RunFolder.open(path).savedModel() : path;
    Path file = folder.resolve(ModelCard.FILE);
    Optional<ModelCard> card =
        Files.exists(file) ? Optional.of(ModelCard.read(file)) : Optional.empty();
    ImageCallOptions chosen =
        card.isPresent() && options.scaling().isEmpty()
            ? options.withScaling(PixelScaling.UNIT)
            : options;
    return new TrainedModel(folder, ExportedClassifier.load(folder, chosen), card);
  }

  /**
   * The values of pixels that the model is fed.
   *
   * @return the range, with the operation of the model that defines it, if any does
   */
  public InputRange range() {
    return classifier.range();
  }

  /**
   * The number of classes of the model.
   *
   * @return at least 2
   */
  public int classes() {
    return classifier.classes();
  }

  /**
   * Lists what is wrong with the model's folder though it could be loaded.
   *
   * @return a line for each
   */
  public List<String> warnings() {
    return classifier.warnings();
  }

  /**
   * Tests the model.
   *
   * @param data {@code glyphs} or a folder of MNIST-style files or pictures; absent for the data
   *     that the card names. With a card the test images are distorted as in its experiment.
   * @return the figures
   * @throws IllegalArgumentException if no data is named, or data and model do not fit
   */
  public ModelMetrics measure(Optional<String> data) {
    TestSet set = testSet(data);
    LocalizingTransformers deciding =
        card.map(ModelCard::net)
            .map(LocalizingTransformers::of)
            .orElse(LocalizingTransformers.EACH);
    TestedModel tested = new TestedModel(classifier, set.images(), set.objective(), deciding);
    Evaluation evaluation = tested.evaluate();
    requireNumbers(evaluation);
    Optional<Localization> took =
        Optional.of(tested.localize(set.boxes())).filter(all -> all.transformers() > 0);
    return new ModelMetrics(
        card.map(ModelCard::experiment),
        card.map(ModelCard::net),
        card.map(ModelCard::transform),
        classifier.parameters(),
        card.map(ModelCard::steps),
        evaluation.size(),
        evaluation.error(),
        Optional.of(evaluation.labelError()).filter(error -> evaluation.labelsPerImage() > 1),
        evaluation.meanLoss(),
        took.map(Localization::meanIou),
        took.map(Localization::wholeSuccess));
  }

  /**
   * A run may have ended in such scores, which its figures show; of other models they are a fault.
   */
  private void requireNumbers(Evaluation evaluation) {
    if (card.isEmpty() && evaluation.undecided() > 0) {
      throw new IllegalArgumentException(
          "inputRange: expected scores that are numbers but those of %d of %d labels are NaN, with pixels fed in %s"
              .formatted(
                  evaluation.undecided(),
                  evaluation.labels().length,
                  classifier.range().scaling()));
    }
  }

  /** Images with the boxes of their objects, where those are known, and how they are judged. */
  private record TestSet(LabeledImages images, List<List<Box>> boxes, Objective objective) {}

  @Override
  public void close() {
    classifier.close();
  }

  private TestSet testSet(Optional<String> data) {
    if (card.isPresent()) {
      RunConfig config = card.get().settings();
      ExperimentData loaded =
          ExperimentData.load(data.isEmpty() ? config : config.with(Map.of("data", data.get())));
      if (data.isEmpty()) {
        loaded.requireChecksum(card.get().dataChecksum());
      }
      return new TestSet(loaded.test().images(), loaded.boxes(), config.objective());
    }
    String folderOfData =
        data.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "data: expected a folder of images, as %s has no %s, but got none"
                        .formatted(folder, ModelCard.FILE)));
    LabeledImages images =
        ExperimentData.plain(folderOfData, classifier.pictures()).dataset().test();
    return new TestSet(images, List.of(), Objective.crossEntropy());
  }
}
