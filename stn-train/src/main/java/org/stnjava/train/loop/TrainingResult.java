package org.stnjava.train.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.EvaluationResult;

/**
 * What a training run gives.
 *
 * @param last the weights after the last step
 * @param best the weights of the evaluation with the lowest error, the last of several, or with the
 *     lowest loss where nothing is classified; the last ones if nothing was evaluated
 * @param trained the names of the weights that the run trained
 * @param predictions of the last weights on all examples that are evaluated; absent without such
 *     examples, or where nothing is classified
 */
public record TrainingResult(
    Snapshot last, Snapshot best, List<String> trained, Optional<Evaluation> predictions) {

  /**
   * Weights of one step, to be exported by {@link org.stnjava.train.graph.Trainable#export}.
   *
   * @param step the number of steps done
   * @param weights values by name, row-major
   * @param evaluation at this step, on all examples or on a sample; {@link EvaluationResult#NONE}
   *     if there was none
   */
  public record Snapshot(int step, Map<String, float[]> weights, EvaluationResult evaluation) {}
}
