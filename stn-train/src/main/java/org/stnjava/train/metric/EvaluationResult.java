package org.stnjava.train.metric;

/**
 * Loss and error on a set of examples.
 *
 * @param loss the mean loss of the examples, without penalties; NaN without examples
 * @param error the fraction of examples of which any label is wrong; NaN where nothing is
 *     classified
 * @param images the number of examples, at least 0
 */
public record EvaluationResult(double loss, double error, int images) {

  /** Nothing was evaluated. */
  public static final EvaluationResult NONE = new EvaluationResult(Double.NaN, Double.NaN, 0);

  /**
   * Summarizes what a classifier predicted.
   *
   * @param evaluation predictions beside labels
   * @return its mean loss and its error
   */
  public static EvaluationResult of(Evaluation evaluation) {
    return new EvaluationResult(evaluation.meanLoss(), evaluation.error(), evaluation.size());
  }

  /**
   * {@return what the best result has least of: the error, or the loss where nothing is classified}
   */
  public double score() {
    return Double.isNaN(error) ? loss : error;
  }
}
