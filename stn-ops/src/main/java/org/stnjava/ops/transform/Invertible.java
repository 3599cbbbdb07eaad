package org.stnjava.ops.transform;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** A family of warps that is closed under inversion. */
public interface Invertible extends Transform {

  /**
   * The parameters of the inverse: both composed, in either order, are the identity.
   *
   * @param tf where to build
   * @param theta parameters, {@code [N, …]}, see {@link #thetaShape()}
   * @param <T> the floating type
   * @return parameters of the same shape; infinite or NaN where the warp has no inverse
   * @throws IllegalArgumentException if θ has another shape
   */
  <T extends TFloating> Operand<T> invert(Ops tf, Operand<T> theta);
}
