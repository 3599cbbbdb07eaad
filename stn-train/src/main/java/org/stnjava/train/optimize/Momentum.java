package org.stnjava.train.optimize;

import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;

/**
 * Gradient descent with momentum: m ← μm + g, w ← w − rate·m; with a look ahead w ← w − rate·(g +
 * μm) (Sutskever et al. 2013).
 *
 * @param momentum μ, what is kept of the last step, in [0, 1); 0 for plain gradient descent
 * @param nesterov whether it looks ahead
 */
record Momentum(double momentum, boolean nesterov) implements Optimizer {

  @Override
  public Op update(Ops tf, Weights slots, WeightGradient parameter, StepInputs step) {
    Weight weight = parameter.weight();
    if (momentum == 0) {
      return tf.train.resourceApplyGradientDescent(
          weight.handle(), step.rate(), parameter.gradient());
    }
    Weight velocity = slots.get("momentum/" + weight.name(), weight.shape(), Initializer.zeros());
    return tf.train.resourceApplyMomentum(
        weight.handle(),
        velocity.handle(),
        step.rate(),
        parameter.gradient(),
        tf.constant((float) momentum),
        ResourceApplyMomentum.useNesterov(nesterov));
  }
}
