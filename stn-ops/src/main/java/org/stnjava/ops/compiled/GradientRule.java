package org.stnjava.ops.compiled;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Builds the gradients of something that TensorFlow cannot differentiate.
 *
 * <p>Called while TensorFlow builds gradients and has locked the graph: a rule must not ask an
 * operand for its shape, which would wait forever, nor throw, which would leave the graph unusable.
 * What it needs to know stands in the {@link Carried}.
 */
@FunctionalInterface
public interface GradientRule {

  /**
   * Builds the gradients.
   *
   * @param tf where to build
   * @param carried what was computed from what
   * @param dy the gradient with respect to the output
   * @return the gradient with respect to each input
   */
  List<Operand<TFloat32>> gradients(Ops tf, Carried carried, Operand<TFloat32> dy);
}
