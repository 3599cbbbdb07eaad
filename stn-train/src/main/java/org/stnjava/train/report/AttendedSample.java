package org.stnjava.train.report;

import java.util.List;
import org.stnjava.train.metric.Evaluation;

/**
 * One image of the gallery, with what the transformers and the classifier made of it.
 *
 * @param input the image as the network got it
 * @param label true class
 * @param predicted predicted class, or {@link Evaluation#NONE}
 * @param probability probability of the predicted class, NaN if there is none
 * @param loss cross entropy in nats
 * @param transformers what each transformer did, in their order; empty without one
 */
public record AttendedSample(
    Picture input,
    int label,
    int predicted,
    double probability,
    double loss,
    List<Attended> transformers) {

  /** Keeps a copy of the list. */
  public AttendedSample {
    transformers = List.copyOf(transformers);
  }

  /**
   * Takes label, prediction, probability and loss from an evaluation.
   *
   * @param evaluation what the classifier made of the set
   * @param i index of the image in that set
   * @param input the image
   * @param transformers what each transformer did to it
   * @return the image with its numbers
   */
  public static AttendedSample of(
      Evaluation evaluation, int i, Picture input, List<Attended> transformers) {
    int predicted = evaluation.predicted(i);
    double probability =
        predicted == Evaluation.NONE ? Double.NaN : evaluation.probability(i, predicted);
    return new AttendedSample(
        input, evaluation.labels()[i], predicted, probability, evaluation.loss(i), transformers);
  }

  /** {@return whether the classifier was right} */
  public boolean correct() {
    return predicted == label;
  }
}
