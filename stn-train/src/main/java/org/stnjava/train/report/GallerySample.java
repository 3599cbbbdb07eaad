package org.stnjava.train.report;

import java.util.List;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.metric.Localization.Take;

/**
 * One image of the gallery with the predictions of the classifier and the outputs of its
 * transformers.
 *
 * @param input the image as the network got it
 * @param predictions the prediction for each label of the image, at least one
 * @param loss mean cross entropy of its labels in nats
 * @param transformers what each transformer did, in their order; empty without one
 * @param objects where the objects lie that the image shows; empty where that is not known
 */
public record GallerySample(
    ReportImage input,
    List<LabelPrediction> predictions,
    double loss,
    List<TransformerOutput> transformers,
    List<Box> objects) {

  /** Keeps copies of the lists. */
  public GallerySample {
    predictions = List.copyOf(predictions);
    transformers = List.copyOf(transformers);
    objects = List.copyOf(objects);
  }

  /**
   * Returns a copy with objects.
   *
   * @param newObjects where the objects lie that the image shows
   * @return the copy
   */
  public GallerySample withObjects(List<Box> newObjects) {
    return new GallerySample(input, predictions, loss, transformers, newObjects);
  }

  /** Returns which object each transformer takes. */
  List<Take> takes() {
    return Localization.takes(
        transformers.stream()
            .map(t -> Box.around(t.outline(), input.height(), input.width()))
            .toList(),
        objects);
  }

  /**
   * Takes labels, predictions, probabilities and loss from an evaluation.
   *
   * @param evaluation what the classifier made of the set
   * @param i index of the image in that set
   * @param input the image
   * @param transformers what each transformer did to it
   * @return the image with its predictions
   */
  public static GallerySample of(
      Evaluation evaluation, int i, ReportImage input, List<TransformerOutput> transformers) {
    List<LabelPrediction> predictions =
        evaluation.labelsOf(i).mapToObj(label -> LabelPrediction.of(evaluation, label)).toList();
    return new GallerySample(input, predictions, evaluation.loss(i), transformers, List.of());
  }

  /** {@return whether all labels were predicted correctly} */
  public boolean correct() {
    return predictions.stream().allMatch(LabelPrediction::correct);
  }

  /** {@return the product of the predictions' probabilities, NaN if one is missing} */
  public double probability() {
    return predictions.stream()
        .mapToDouble(LabelPrediction::probability)
        .reduce(1, (a, b) -> a * b);
  }

  /**
   * The outline of the region that a transformer read of one image, and its output.
   *
   * @param name the transformer's name
   * @param outline closed polygon around the region that was read, {@code (x, y)} pairs in the
   *     normalized {@code HALF_PIXEL} coordinates of the input, at least three; the first point is
   *     the top left corner of the output. A polygon with a value that is not finite is not drawn
   * @param output the output feature map as a picture
   */
  @SuppressWarnings("ArrayRecordComponent") // Drawn; never compared.
  public record TransformerOutput(String name, float[] outline, ReportImage output) {
    private static final int LEAST_VALUES = 6;

    /** Checks that the outline is a polygon. */
    public TransformerOutput {
      if (outline.length < LEAST_VALUES || outline.length % 2 != 0) {
        throw new IllegalArgumentException(
            "outline: expected (x, y) pairs of at least 3 points but got %d values"
                .formatted(outline.length));
      }
    }
  }

  /**
   * The prediction for one label of an image.
   *
   * @param label true class
   * @param predicted predicted class, or {@link Evaluation#NONE}
   * @param probability probability of the predicted class, NaN if there is none
   */
  public record LabelPrediction(int label, int predicted, double probability) {

    /** Reads the prediction of a label from an evaluation. */
    static LabelPrediction of(Evaluation evaluation, int label) {
      int predicted = evaluation.predicted(label);
      return new LabelPrediction(
          evaluation.labels()[label],
          predicted,
          predicted == Evaluation.NONE ? Double.NaN : evaluation.probability(label, predicted));
    }

    /** {@return whether the prediction is correct} */
    public boolean correct() {
      return predicted == label;
    }

    /** Returns the predicted class as text. */
    String text() {
      return predicted == Evaluation.NONE ? "nothing" : String.valueOf(predicted);
    }
  }
}
