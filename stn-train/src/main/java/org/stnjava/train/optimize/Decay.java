package org.stnjava.train.optimize;

import org.stnjava.models.layer.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Optimizers that also draw weights towards 0. */
final class Decay {

  private Decay() {}

  /** Adds decay·w to the gradient: the gradient of the loss with decay·|w|²/2. */
  static Optimizer ofTheLoss(Optimizer optimizer, double decay) {
    return (tf, slots, parameter, step) ->
        optimizer.update(
            tf,
            slots,
            new WeightGradient(
                parameter.weight(),
                tf.math.add(
                    parameter.gradient(), scaled(tf, parameter, tf.constant((float) decay)))),
            step);
  }

  /** Shrinks w by rate·decay·w before the update (Loshchilov and Hutter 2019, algorithm 2). */
  static Optimizer ofTheWeights(Optimizer optimizer, double decay) {
    return new Optimizer() {
      @Override
      public Op update(Ops tf, Weights slots, WeightGradient parameter, StepInputs step) {
        Op shrunk =
            tf.train.resourceApplyGradientDescent(
                parameter.weight().handle(),
                step.rate(),
                scaled(tf, parameter, tf.constant((float) decay)));
        return optimizer.update(tf.withControlDependencies(shrunk), slots, parameter, step);
      }
    };
  }

  private static Operand<TFloat32> scaled(
      Ops tf, WeightGradient parameter, Operand<TFloat32> factor) {
    return tf.math.mul(parameter.weight().value(), factor);
  }
}
