package org.stnjava.train.optimize;

import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Stochastic gradient descent with momentum.
 *
 * @param momentum what is kept of the last step, in [0, 1)
 */
record Momentum(double momentum) implements Optimizer {

  Momentum {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "momentum: expected a number in [0, 1) but got " + momentum);
    }
  }

  @Override
  public Op update(
      Ops tf, Weights slots, Weight weight, Operand<TFloat32> gradient, StepInputs step) {
    if (momentum == 0) {
      return tf.train.resourceApplyGradientDescent(weight.handle(), step.rate(), gradient);
    }
    Weight velocity = slots.get("momentum/" + weight.name(), weight.shape(), Initializer.zeros());
    return tf.train.resourceApplyMomentum(
        weight.handle(), velocity.handle(), step.rate(), gradient, tf.constant((float) momentum));
  }
}
