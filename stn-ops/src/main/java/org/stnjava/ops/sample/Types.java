package org.stnjava.ops.sample;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Conversions between floating types that add nothing where there is nothing to do. */
final class Types {

  private Types() {}

  @SuppressWarnings("unchecked") // the type is compared
  static <T extends TFloating> Operand<T> cast(
      Ops tf, Operand<? extends TFloating> operand, Class<T> type) {
    return operand.type() == type ? (Operand<T>) operand : tf.dtypes.cast(operand, type);
  }
}
