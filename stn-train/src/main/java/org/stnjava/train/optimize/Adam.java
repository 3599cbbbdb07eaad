package org.stnjava.train.optimize;

import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Adam (Kingma and Ba 2015, algorithm 1).
 *
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of their squares, in [0, 1)
 * @param epsilon keeps the division finite, greater than 0
 */
record Adam(double beta1, double beta2, double epsilon) implements Optimizer {

  @Override
  public Op update(
      Ops tf, Weights slots, Weight weight, Operand<TFloat32> gradient, StepInputs step) {
    Weight mean = slots.get("adam_mean/" + weight.name(), weight.shape(), Initializer.zeros());
    Weight square = slots.get("adam_square/" + weight.name(), weight.shape(), Initializer.zeros());
    return tf.train.resourceApplyAdam(
        weight.handle(),
        mean.handle(),
        square.handle(),
        power(tf, beta1, step),
        power(tf, beta2, step),
        step.rate(),
        tf.constant((float) beta1),
        tf.constant((float) beta2),
        tf.constant((float) epsilon),
        gradient);
  }

  /** β to the step's number: computed, not kept, so that no two updates can race for it. */
  private static Operand<TFloat32> power(Ops tf, double beta, StepInputs step) {
    return tf.dtypes.cast(
        tf.math.pow(tf.constant(beta), tf.dtypes.cast(step.number(), TFloat64.class)),
        TFloat32.class);
  }
}
