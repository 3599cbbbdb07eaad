package org.stnjava.train.report;

import org.stnjava.train.metric.Evaluation;

/**
 * What the classifier said of one thing in an image.
 *
 * @param label true class
 * @param predicted predicted class, or {@link Evaluation#NONE}
 * @param probability probability of the predicted class, NaN if there is none
 */
public record Said(int label, int predicted, double probability) {

  /** Takes the numbers of a label of an evaluation. */
  static Said of(Evaluation evaluation, int label) {
    int predicted = evaluation.predicted(label);
    return new Said(
        evaluation.labels()[label],
        predicted,
        predicted == Evaluation.NONE ? Double.NaN : evaluation.probability(label, predicted));
  }

  /** {@return whether the classifier was right} */
  public boolean correct() {
    return predicted == label;
  }

  /** The predicted class in words. */
  String word() {
    return predicted == Evaluation.NONE ? "nothing" : String.valueOf(predicted);
  }
}
