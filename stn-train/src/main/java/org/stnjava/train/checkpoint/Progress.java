package org.stnjava.train.checkpoint;

/**
 * How far a training has come: all of its state beside the weights and what its optimizer remembers
 * of them.
 *
 * <p>The epoch, the position in the data, the order of the images, their distortions and dropout
 * are functions of the seed and of the number of steps.
 *
 * @param step steps done
 * @param nanos time used so far, evaluations included
 * @param evaluations how many evaluations were due so far
 * @param lossSum of the steps since the last evaluation
 * @param lossCount the number of these steps
 * @param bestStep the step of the evaluation with the lowest test error, the first of several; 0
 *     before the first
 * @param bestEvaluation how many evaluations were due when it was made; 0 before the first
 * @param bestError that error, a fraction; 1 before the first
 */
public record Progress(
    int step,
    long nanos,
    int evaluations,
    double lossSum,
    int lossCount,
    int bestStep,
    int bestEvaluation,
    double bestError) {

  /** {@return the state of a training that has not begun} */
  public static Progress none() {
    return new Progress(0, 0, 0, 0, 0, 0, 0, 1);
  }
}
