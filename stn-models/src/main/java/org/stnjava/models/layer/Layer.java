package org.stnjava.models.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A layer of a network. */
@FunctionalInterface
public interface Layer {

  /**
   * Builds the layer.
   *
   * @param tf where to build
   * @param scope of the layer's weights and state
   * @param x input, such as {@code [N, H, W, C]} or {@code [N, F]}
   * @return output of the layer
   */
  Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x);

  /**
   * This layer followed by another.
   *
   * @param next takes the output of this one
   * @return the composed layer
   */
  default Layer then(Layer next) {
    return (tf, scope, x) -> next.apply(tf, scope, apply(tf, scope, x));
  }
}
