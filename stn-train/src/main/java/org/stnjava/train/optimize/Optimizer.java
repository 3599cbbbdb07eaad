package org.stnjava.train.optimize;

import org.stnjava.models.layer.Weights;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * A rule that turns gradients into updates of weights.
 *
 * <p>Those of {@link OptimizerConfig} follow PyTorch's, step by step.
 */
public interface Optimizer {

  /**
   * Builds the update of one weight.
   *
   * @param tf where to build
   * @param slots where the optimizer keeps what it remembers of the weight
   * @param parameter the weight and its gradient
   * @param step the step's rate and number
   * @return runs the update
   */
  Op update(Ops tf, Weights slots, WeightGradient parameter, StepInputs step);
}
