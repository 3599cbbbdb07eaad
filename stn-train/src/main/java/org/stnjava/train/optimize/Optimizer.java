package org.stnjava.train.optimize;

import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A rule that turns gradients into updates of weights. */
public interface Optimizer {

  /**
   * Builds the update of one weight.
   *
   * @param tf where to build
   * @param slots where the optimizer keeps what it remembers of the weight
   * @param weight what to update
   * @param gradient the loss's, of the weight's shape
   * @param step the step's rate and number
   * @return runs the update
   */
  Op update(Ops tf, Weights slots, Weight weight, Operand<TFloat32> gradient, StepInputs step);

  /**
   * Stochastic gradient descent with momentum as in PyTorch: m ← μm + g, w ← w − rate·m.
   *
   * @param momentum μ, in [0, 1); 0 for plain gradient descent
   * @return the optimizer
   */
  static Optimizer sgd(double momentum) {
    return new Momentum(momentum);
  }

  /**
   * Adam (Kingma and Ba 2015) with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @return the optimizer
   */
  static Optimizer adam() {
    return new Adam(0.9, 0.999, 1e-8);
  }
}
