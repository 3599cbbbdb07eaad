package org.stnjava.train.loop;

/**
 * How often a run evaluates, on how many images, and when it stops early.
 *
 * <p>The last evaluation takes all images. Those on the way take a sample of them where all would
 * exceed their share, always the same images first.
 *
 * <p>A budget in minutes measures the time: an evaluation that would exceed the share is skipped. A
 * budget in steps or epochs counts images instead, so that equal runs give equal results: the
 * sample is as large as the share allows if an image that is trained on takes the time of three
 * that are evaluated, but at least 250 images, and no evaluation is skipped.
 *
 * @param evaluations how often to evaluate, evenly over the training, at least 1; the last one is
 *     at the end
 * @param evaluationShare the share of a run's time that its evaluations may take, greater than 0
 *     and at most 1; the last one, which is not left out, counts for up to half of it
 * @param evaluationImages how many images an evaluation on the way takes, at least 0; 0 for as many
 *     as the share allows
 * @param earlyStopping after how many evaluations without a lower error to end, at least 0; 0 for
 *     never
 */
public record EvaluationConfig(
    int evaluations, double evaluationShare, int evaluationImages, int earlyStopping) {

  private static final double USUAL_SHARE = 0.1;

  /** Checks the ranges. */
  public EvaluationConfig {
    TrainConfig.require(evaluations >= 1, "evaluations", "at least 1", evaluations);
    TrainConfig.require(
        evaluationShare > 0 && evaluationShare <= 1,
        "evaluationShare",
        "a share greater than 0 and at most 1",
        evaluationShare);
    TrainConfig.require(evaluationImages >= 0, "evaluationImages", "at least 0", evaluationImages);
    TrainConfig.require(earlyStopping >= 0, "earlyStopping", "at least 0", earlyStopping);
  }

  /** {@return one evaluation at the end; if there are more, a tenth of the time for them} */
  public static EvaluationConfig standard() {
    return new EvaluationConfig(1, USUAL_SHARE, 0, 0);
  }

  /**
   * The same with another number of evaluations.
   *
   * @param other at least 1
   * @return a copy
   */
  public EvaluationConfig withEvaluations(int other) {
    return new EvaluationConfig(other, evaluationShare, evaluationImages, earlyStopping);
  }

  /**
   * The same with another share of the time.
   *
   * @param other greater than 0 and at most 1; 1 for whole evaluations, none of them skipped
   * @return a copy
   */
  public EvaluationConfig withShare(double other) {
    return new EvaluationConfig(evaluations, other, evaluationImages, earlyStopping);
  }

  /**
   * The same with another number of images.
   *
   * @param other how many an evaluation on the way takes; 0 for as many as the share allows
   * @return a copy
   */
  public EvaluationConfig withImages(int other) {
    return new EvaluationConfig(evaluations, evaluationShare, other, earlyStopping);
  }

  /**
   * The same with early stopping.
   *
   * @param other after how many evaluations without a lower error to stop; 0 for never
   * @return a copy
   */
  public EvaluationConfig withEarlyStopping(int other) {
    return new EvaluationConfig(evaluations, evaluationShare, evaluationImages, other);
  }
}
