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
 * @param testLoss mean cross entropy over the test set, nats, without penalties
 * @param testError fraction of the test set's images of which any label is wrong, in {@code [0, 1]}
 *     or NaN
 * @param learningRate learning rate of the last step, at least 0
 */
public record MetricRow(
    int step,
    double epoch,
    double trainLoss,
    double testLoss,
    double testError,
    double learningRate) {

  /** Checks the ranges. */
  public MetricRow {
    if (step < 0) {
      throw new IllegalArgumentException("step: expected at least 0 but got " + step);
    }
    requireAtLeastZero("epoch", epoch);
    requireAtLeastZero("learningRate", learningRate);
    if (testError < 0 || testError > 1) {
      throw new IllegalArgumentException(
          "testError: expected a fraction in [0, 1] or NaN but got " + testError);
    }
  }

  private static void requireAtLeastZero(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s: expected a finite number of at least 0 but got %s".formatted(name, value));
    }
  }
}
