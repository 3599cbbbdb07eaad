package org.stnjava.models.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A step of a network. */
@FunctionalInterface
public interface Layer {

  /**
   * Builds the step.
   *
   * @param tf where to build
   * @param scope where the step's weights live
   * @param x {@code [N, H, W, C]} or {@code [N, F]}
   * @return what the step makes of it
   */
  Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x);

  /**
   * This step, then another.
   *
   * @param next the other
   * @return both
   */
  default Layer then(Layer next) {
    return (tf, scope, x) -> next.apply(tf, scope, apply(tf, scope, x));
  }
}
