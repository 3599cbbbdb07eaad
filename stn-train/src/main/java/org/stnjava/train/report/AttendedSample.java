package org.stnjava.train.report;

import java.util.List;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.metric.Localization.Take;

/**
 * One image of the gallery, with what the transformers and the classifier made of it.
 *
 * @param input the image as the network got it
 * @param label true class
 * @param predicted predicted class, or {@link Evaluation#NONE}
 * @param probability probability of the predicted class, NaN if there is none
 * @param loss cross entropy in nats
 * @param transformers what each transformer did, in their order; empty without one
 * @param objects where the objects lie that the image shows; empty where that is not known
 */
public record AttendedSample(
    Picture input,
    int label,
    int predicted,
    double probability,
    double loss,
    List<Attended> transformers,
    List<Box> objects) {

  /** Keeps copies of the lists. */
  public AttendedSample {
    transformers = List.copyOf(transformers);
    objects = List.copyOf(objects);
  }

  /**
   * Returns a copy with objects.
   *
   * @param newObjects where the objects lie that the image shows
   * @return the copy
   */
  public AttendedSample withObjects(List<Box> newObjects) {
    return new AttendedSample(input, label, predicted, probability, loss, transformers, newObjects);
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
        input,
        evaluation.labels()[i],
        predicted,
        probability,
        evaluation.loss(i),
        transformers,
        List.of());
  }

  /** {@return whether the classifier was right} */
  public boolean correct() {
    return predicted == label;
  }
}
