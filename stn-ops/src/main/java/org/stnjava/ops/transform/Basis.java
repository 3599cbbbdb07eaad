package org.stnjava.ops.transform;

import java.util.Arrays;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Matrices that depend linearly on θ: the paper's T_θ = M_θ·B (section 3.2), turned around. */
final class Basis {

  private Basis() {}

  /**
   * Sums matrices, each times a number of its own.
   *
   * @param numbers {@code [N, S]}
   * @param shape of a matrix
   * @param matrices S matrices, row-major
   * @return {@code [N, …]} of the matrices' shape
   */
  static <T extends TFloating> Operand<T> combine(
      Ops tf, Operand<T> numbers, Shape shape, double[]... matrices) {
    double[] flat = Arrays.stream(matrices).flatMapToDouble(Arrays::stream).toArray();
    Shape sizes = Shape.of(matrices.length, shape.size());
    Operand<T> basis = Constants.of(tf, numbers.type(), sizes, flat);
    return tf.reshape(tf.linalg.matMul(numbers, basis), tf.constant(shape.prepend(-1).asArray()));
  }
}
