package org.stnjava.train.optimize;

/**
 * Which rule updates the weights, and its settings.
 *
 * @param optimizer the rule
 * @param momentum of SGD, Nesterov and RMSProp, in [0, 1); Nesterov needs more than 0
 * @param alpha decay of RMSProp's mean of squares, in [0, 1)
 * @param beta1 decay of Adam's mean of gradients, in [0, 1)
 * @param beta2 decay of Adam's mean of squares, in [0, 1)
 * @param epsilon what RMSProp and Adam add to a root to divide by it, greater than 0
 * @param weightDecay how fast weights shrink, at least 0: part of the loss, but with AdamW of the
 *     update
 */
public record OptimizerConfig(
    OptimizerName optimizer,
    double momentum,
    double alpha,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay) {

  /** The rules. */
  public enum OptimizerName {
    /** Stochastic gradient descent, with momentum if that is not 0. */
    SGD,
    /** Stochastic gradient descent with momentum that looks ahead. */
    NESTEROV,
    /** RMSProp. */
    RMSPROP,
    /** Adam. */
    ADAM,
    /** Adam whose weight decay bypasses the gradients. */
    ADAMW
  }

  private static final double USUAL_MOMENTUM = 0.9;

  /** Checks the ranges. */
  public OptimizerConfig {
    Ranges.requireBelowOne("momentum", momentum);
    Ranges.require(
        optimizer != OptimizerName.NESTEROV || momentum > 0,
        "momentum",
        "a number in (0, 1) for nesterov",
        momentum);
    Ranges.requireBelowOne("alpha", alpha);
    Ranges.requireBelowOne("beta1", beta1);
    Ranges.requireBelowOne("beta2", beta2);
    Ranges.requirePositive("epsilon", epsilon);
    Ranges.requireAtLeastZero("weightDecay", weightDecay);
  }

  /**
   * Stochastic gradient descent.
   *
   * @param momentum what is kept of the last step, in [0, 1)
   * @return its settings
   */
  public static OptimizerConfig sgd(double momentum) {
    return usual(OptimizerName.SGD, momentum);
  }

  /**
   * Stochastic gradient descent that looks ahead.
   *
   * @param momentum what is kept of the last step, in (0, 1)
   * @return its settings
   */
  public static OptimizerConfig nesterov(double momentum) {
    return usual(OptimizerName.NESTEROV, momentum);
  }

  /** {@return RMSProp with PyTorch's α of 0.99 and no momentum} */
  public static OptimizerConfig rmsProp() {
    return usual(OptimizerName.RMSPROP, 0);
  }

  /** {@return Adam with the β of its paper, 0.9 and 0.999} */
  public static OptimizerConfig adam() {
    return usual(OptimizerName.ADAM, 0);
  }

  /**
   * Adam with decoupled weight decay.
   *
   * @param weightDecay at least 0; PyTorch's default is 0.01
   * @return its settings
   */
  public static OptimizerConfig adamW(double weightDecay) {
    return usual(OptimizerName.ADAMW, 0).withWeightDecay(weightDecay);
  }

  /**
   * An optimizer with its usual settings.
   *
   * @param name {@code sgd}, {@code momentum} (SGD with momentum 0.9), {@code nesterov}, {@code
   *     rmsprop}, {@code adam} or {@code adamw}
   * @return its settings
   * @throws IllegalArgumentException if there is none of that name
   */
  public static OptimizerConfig byName(String name) {
    return switch (name) {
      case "sgd" -> sgd(0);
      case "momentum" -> sgd(USUAL_MOMENTUM);
      case "nesterov" -> nesterov(USUAL_MOMENTUM);
      case "rmsprop" -> rmsProp();
      case "adam" -> adam();
      case "adamw" -> adamW(0.01);
      default ->
          throw new IllegalArgumentException(
              "optimizer: expected sgd, momentum, nesterov, rmsprop, adam or adamw but got '%s'"
                  .formatted(name));
    };
  }

  /**
   * The learning rate that usually goes well.
   *
   * @return 0.01 for SGD and Nesterov, 0.001 for the others
   */
  public double usualRate() {
    return optimizer == OptimizerName.SGD || optimizer == OptimizerName.NESTEROV ? 0.01 : 0.001;
  }

  private static OptimizerConfig usual(OptimizerName optimizer, double momentum) {
    return new OptimizerConfig(optimizer, momentum, 0.99, 0.9, 0.999, 1e-8, 0);
  }

  /**
   * The same rule with another weight decay.
   *
   * @param other at least 0
   * @return a copy
   */
  public OptimizerConfig withWeightDecay(double other) {
    return new OptimizerConfig(optimizer, momentum, alpha, beta1, beta2, epsilon, other);
  }

  /** {@return the rule} */
  public Optimizer make() {
    Optimizer rule =
        switch (optimizer) {
          case SGD -> new Momentum(momentum, false);
          case NESTEROV -> new Momentum(momentum, true);
          case RMSPROP -> new RmsProp(alpha, epsilon, new Momentum(momentum, false));
          case ADAM, ADAMW -> new Adam(beta1, beta2, epsilon);
        };
    if (weightDecay == 0) {
      return rule;
    }
    return optimizer == OptimizerName.ADAMW
        ? Decay.ofTheWeights(rule, weightDecay)
        : Decay.ofTheLoss(rule, weightDecay);
  }
}
