package org.stnjava.ops.custom;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Builds the gradients of an output that TensorFlow cannot differentiate.
 *
 * <p>Called while TensorFlow builds gradients and has locked the graph: a rule must not ask an
 * operand for its shape, which would wait forever, nor throw, which would leave the graph unusable.
 * Shapes and names are in the {@link GradientContext}.
 */
@FunctionalInterface
public interface GradientRule {

  /**
   * Builds the gradients.
   *
   * @param tf where to build
   * @param context the output, its inputs, and their shapes
   * @param dy the gradient with respect to the output
   * @return the gradient with respect to each input
   */
  List<Operand<TFloat32>> gradients(Ops tf, GradientContext context, Operand<TFloat32> dy);
}
