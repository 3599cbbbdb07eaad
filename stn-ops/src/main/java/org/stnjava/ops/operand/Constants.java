package org.stnjava.ops.operand;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Constants of any floating type, each rounded once from double precision. */
public final class Constants {

  private Constants() {}

  /**
   * A scalar.
   *
   * @param tf where to build
   * @param type the floating type
   * @param value its value
   * @param <T> the floating type
   * @return a scalar
   */
  public static <T extends TFloating> Operand<T> of(Ops tf, Class<T> type, double value) {
    return of(tf, type, Shape.scalar(), value);
  }

  /**
   * A tensor of any shape.
   *
   * @param tf where to build
   * @param type the floating type
   * @param shape its shape
   * @param values its elements, row-major
   * @param <T> the floating type
   * @return the constant; one operation in {@code TFloat32} and {@code TFloat64}
   */
  @SuppressWarnings("unchecked") // the type is compared
  public static <T extends TFloating> Operand<T> of(
      Ops tf, Class<T> type, Shape shape, double... values) {
    if (type == TFloat64.class) {
      return (Operand<T>) tf.constant(shape, DataBuffers.of(values));
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    Operand<TFloat32> rounded = tf.constant(shape, DataBuffers.of(floats));
    return type == TFloat32.class ? (Operand<T>) rounded : tf.dtypes.cast(rounded, type);
  }
}
