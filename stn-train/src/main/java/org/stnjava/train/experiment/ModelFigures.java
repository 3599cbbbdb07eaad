package org.stnjava.train.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stnjava.models.savedmodel.ExportedClassifier;
import org.stnjava.train.data.DataDirectory;
import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.metric.Evaluation;

/**
 * How good an exported classifier is on a test set.
 *
 * @param experiment the experiment's name, if the model has a card
 * @param net the classifier's name, if the model has a card
 * @param transform the transform's name, if the model has a card
 * @param parameters how many numbers it has learned
 * @param steps how many updates were made, if the model has a card
 * @param images how many images it was tested on
 * @param testError the fraction of them that it got wrong
 * @param loss the mean cross entropy over them, nats
 */
@JsonInclude
public record ModelFigures(
    Optional<String> experiment,
    Optional<String> net,
    Optional<String> transform,
    long parameters,
    Optional<Integer> steps,
    int images,
    double testError,
    double loss) {

  /**
   * Tests a model.
   *
   * @param path the folder of a run or of a SavedModel
   * @param data {@code glyphs} or a folder of MNIST-style files; absent for the data that the
   *     model's card names. With a card the test images are distorted as in its experiment.
   * @return the figures
   * @throws IllegalArgumentException if there is no model, no data is named, or they do not fit
   */
  public static ModelFigures measure(Path path, Optional<String> data) {
    Path model = RunFolder.isRun(path) ? RunFolder.open(path).savedModel() : path;
    try (ExportedClassifier classifier = ExportedClassifier.load(model)) {
      Path file = model.resolve(ModelCard.FILE);
      Optional<ModelCard> card =
          Files.exists(file) ? Optional.of(ModelCard.read(file)) : Optional.empty();
      Evaluation evaluation = new ModelTest(classifier, testSet(model, card, data)).evaluate();
      return new ModelFigures(
          card.map(ModelCard::experiment),
          card.map(ModelCard::net),
          card.map(ModelCard::transform),
          classifier.parameters(),
          card.map(ModelCard::steps),
          evaluation.size(),
          evaluation.error(),
          evaluation.meanLoss());
    }
  }

  private static LabeledImages testSet(
      Path model, Optional<ModelCard> card, Optional<String> data) {
    if (card.isPresent()) {
      RunConfig config = card.get().settings();
      Experiment experiment = Experiments.byName(config.experiment());
      return ExperimentData.load(data.orElse(config.data()), experiment.distortion())
          .test()
          .images();
    }
    String folder =
        data.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "data: expected a folder of images, as %s has no %s, but got none"
                        .formatted(model, ModelCard.FILE)));
    return DataDirectory.load(Path.of(folder)).test();
  }
}
