package org.stnjava.train.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.savedmodel.ExportedClassifier;
import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.data.folder.ImageOptions;
import org.stnjava.train.data.folder.ImageOptions.Color;
import org.stnjava.train.data.folder.ImageOptions.Fit;
import org.stnjava.train.loop.Objective;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.Localization;

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
    Path folder = RunFolder.isRun(path) ? RunFolder.open(path).savedModel() : path;
    Path file = folder.resolve(ModelCard.FILE);
    Optional<ModelCard> card =
        Files.exists(file) ? Optional.of(ModelCard.read(file)) : Optional.empty();
    return new TrainedModel(folder, ExportedClassifier.load(folder), card);
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
  public ModelFigures measure(Optional<String> data) {
    TestSet set = testSet(data);
    Deciding deciding = card.map(ModelCard::net).map(Deciding::of).orElse(Deciding.EACH);
    TestedModel tested = new TestedModel(classifier, set.images(), set.objective(), deciding);
    Evaluation evaluation = tested.evaluate();
    Optional<Localization> took =
        Optional.of(tested.localize(set.boxes())).filter(all -> all.transformers() > 0);
    return new ModelFigures(
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
    ImageShape input = classifier.input();
    ImageOptions options =
        new ImageOptions(
            ImageOptions.NATIVE, Fit.RESIZE, input.channels() == 1 ? Color.GRAY : Color.RGB, false);
    LabeledImages images =
        ExperimentData.plain(folderOfData, options.withSize(input.height(), input.width()))
            .dataset()
            .test();
    return new TestSet(images, List.of(), Objective.crossEntropy());
  }
}
