package org.stnjava.ops.sample;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Scalars of any floating type. */
final class Constants {

  private Constants() {}

  static <T extends TFloating> Operand<T> of(Ops tf, double value, Class<T> type) {
    return tf.dtypes.cast(tf.constant(value), type);
  }
}
