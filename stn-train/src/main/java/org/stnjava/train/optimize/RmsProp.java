package org.stnjava.train.optimize;

import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * RMSProp (Tieleman and Hinton 2012): gradients divided by the root of the mean of their squares.
 *
 * <p>TensorFlow's kernel of that name puts ε under the root and the rate into the momentum; PyTorch
 * does neither. So the quotient is computed here, and the kernel of the momentum applies it.
 *
 * @param alpha decay of the mean of squares, in [0, 1)
 * @param epsilon added to the root, greater than 0
 * @param descent what is done with the quotients
 */
record RmsProp(double alpha, double epsilon, Momentum descent) implements Optimizer {

  @Override
  public Op update(Ops tf, Weights slots, WeightGradient parameter, StepInputs step) {
    Weight weight = parameter.weight();
    Operand<TFloat32> gradient = parameter.gradient();
    Weight slot = slots.get("rms_square/" + weight.name(), weight.shape(), Initializer.zeros());
    Operand<TFloat32> square =
        tf.math.add(
            tf.math.mul(slot.value(), tf.constant((float) alpha)),
            tf.math.mul(tf.math.square(gradient), tf.constant((float) (1 - alpha))));
    Operand<TFloat32> quotient =
        tf.math.div(gradient, tf.math.add(tf.math.sqrt(square), tf.constant((float) epsilon)));
    Op kept = tf.assignVariableOp(slot.handle(), square);
    return descent.update(
        tf.withControlDependencies(kept), slots, new WeightGradient(weight, quotient), step);
  }
}
