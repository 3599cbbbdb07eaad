package org.stnjava.train.metric;

/**
 * What one evaluation during training measured.
 *
 * <p>A loss or an error that was not measured, or that diverged, is NaN or infinite.
 *
 * @param step training steps done so far, at least 0
 * @param epoch passes over the training set done so far, a fraction within a pass, at least 0
 * @param trainLoss mean of the training's loss since the evaluation before, in nats: what is
 *     trained, so with the network's penalties, if it has any, added to the cross entropy
 * @param loss mean cross entropy of the evaluated images, nats, without penalties
 * @param error fraction of the evaluated images of which any label is wrong, in {@code [0, 1]} or
 *     NaN
 * @param learningRate learning rate of the last step, at least 0
 * @param images the number of evaluated images; 0 if it was not recorded
 * @param set which images were evaluated
 */
public record MetricRow(
    int step,
    double epoch,
    double trainLoss,
    double loss,
    double error,
    double learningRate,
    int images,
    EvaluationSet set) {

  /** Checks the ranges. */
  public MetricRow {
    if (step < 0) {
      throw new IllegalArgumentException("step: expected at least 0 but got " + step);
    }
    requireAtLeastZero("epoch", epoch);
    requireAtLeastZero("learningRate", learningRate);
    requireAtLeastZero("images", images);
    if (error < 0 || error > 1) {
      throw new IllegalArgumentException(
          "error: expected a fraction in [0, 1] or NaN but got " + error);
    }
  }

  /**
   * A measurement on the test set that does not say on how many images.
   *
   * @param step training steps done so far, at least 0
   * @param epoch passes over the training set done so far, at least 0
   * @param trainLoss mean of the training's loss since the evaluation before
   * @param loss mean cross entropy of the test images
   * @param error fraction of the test images of which any label is wrong
   * @param learningRate learning rate of the last step, at least 0
   */
  public MetricRow(
      int step, double epoch, double trainLoss, double loss, double error, double learningRate) {
    this(step, epoch, trainLoss, loss, error, learningRate, 0, EvaluationSet.TEST);
  }

  private static void requireAtLeastZero(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s: expected a finite number of at least 0 but got %s".formatted(name, value));
    }
  }
}
