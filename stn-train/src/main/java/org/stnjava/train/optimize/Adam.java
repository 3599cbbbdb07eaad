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
  public Op update(Ops tf, Weights slots, WeightGradient parameter, StepInputs step) {
    Weight weight = parameter.weight();
    Weight mean = slots.get("adam_mean/" + weight.name(), weight.shape(), Initializer.zeros());
    Weight square = slots.get("adam_square/" + weight.name(), weight.shape(), Initializer.zeros());
    Operand<TFloat64> power2 = power(tf, beta2, step);
    return tf.train.resourceApplyAdam(
        weight.handle(),
        mean.handle(),
        square.handle(),
        single(tf, power(tf, beta1, step)),
        single(tf, power2),
        step.rate(),
        tf.constant((float) beta1),
        tf.constant((float) beta2),
        single(tf, uncorrected(tf, power2)),
        parameter.gradient());
  }

  /** The kernel adds ε to the root before the bias is corrected, algorithm 1 after. */
  private Operand<TFloat64> uncorrected(Ops tf, Operand<TFloat64> power2) {
    return tf.math.mul(tf.math.sqrt(tf.math.sub(tf.constant(1.0), power2)), tf.constant(epsilon));
  }

  /**
   * β to the step's number: computed, not kept, so that no two updates can race for it; of the β
   * that the kernel rounds to, for the bias is that one's.
   */
  private static Operand<TFloat64> power(Ops tf, double beta, StepInputs step) {
    return tf.math.pow(
        tf.constant((double) (float) beta), tf.dtypes.cast(step.number(), TFloat64.class));
  }

  private static Operand<TFloat32> single(Ops tf, Operand<TFloat64> value) {
    return tf.dtypes.cast(value, TFloat32.class);
  }
}
