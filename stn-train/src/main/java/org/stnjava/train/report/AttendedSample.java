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
 * @param said what the classifier said of each thing in it, at least one
 * @param loss mean cross entropy of its labels in nats
 * @param transformers what each transformer did, in their order; empty without one
 * @param objects where the objects lie that the image shows; empty where that is not known
 */
public record AttendedSample(
    Picture input, List<Said> said, double loss, List<Attended> transformers, List<Box> objects) {

  /** Keeps copies of the lists. */
  public AttendedSample {
    said = List.copyOf(said);
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
    return new AttendedSample(input, said, loss, transformers, newObjects);
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
   * @return the image with its numbers
   */
  public static AttendedSample of(
      Evaluation evaluation, int i, Picture input, List<Attended> transformers) {
    List<Said> said = evaluation.labelsOf(i).mapToObj(label -> Said.of(evaluation, label)).toList();
    return new AttendedSample(input, said, evaluation.loss(i), transformers, List.of());
  }

  /** {@return whether the classifier was right about everything in it} */
  public boolean correct() {
    return said.stream().allMatch(Said::correct);
  }

  /** {@return the product of the predictions' probabilities, NaN if one is missing} */
  public double probability() {
    return said.stream().mapToDouble(Said::probability).reduce(1, (a, b) -> a * b);
  }
}
