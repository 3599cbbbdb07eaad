package org.stnjava.ops.shape;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Sizes of axes: constants where the graph knows them, else operations that compute them. */
public final class Sizes {

  private Sizes() {}

  /**
   * The size of one axis.
   *
   * @param tf where to build
   * @param operand an operand of known rank
   * @param axis the axis, from 0
   * @return the size, a scalar
   */
  public static Operand<TInt32> of(Ops tf, Operand<?> operand, int axis) {
    long size = operand.shape().get(axis);
    if (size != Shape.UNKNOWN_SIZE) {
      return tf.constant(Math.toIntExact(size));
    }
    return tf.squeeze(
        tf.slice(tf.shape(operand), tf.constant(new int[] {axis}), tf.constant(new int[] {1})));
  }

  /**
   * The number of pixels of a batch.
   *
   * @param batch shape of images {@code [N, …, C]}
   * @return the product of all sizes but the last; {@link Shape#UNKNOWN_SIZE} if one is unknown
   */
  public static long pixels(Shape batch) {
    double product = 1;
    for (int axis = 0; axis < batch.numDimensions() - 1; axis++) {
      if (batch.get(axis) == Shape.UNKNOWN_SIZE) {
        return Shape.UNKNOWN_SIZE;
      }
      product *= batch.get(axis);
    }
    return (long) product; // exact below 2^53, saturated beyond 2^63
  }

  /**
   * Formats a shape for a message.
   *
   * @param shape the shape
   * @return such as {@code [?, 28, 28, 1]}, unknown sizes as question marks
   */
  public static String text(Shape shape) {
    if (shape.isUnknown()) {
      return "an unknown rank";
    }
    return Arrays.stream(shape.asArray())
        .mapToObj(size -> size == Shape.UNKNOWN_SIZE ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * Reshapes so that every axis known to the graph stays known.
   *
   * @param tf where to build
   * @param operand what to reshape
   * @param shape the wanted shape, with unknown sizes
   * @param sizes the size of each axis of {@code shape}, read for the unknown ones if they are two
   *     or more
   * @param <T> the element type
   * @return the reshaped operand
   */
  public static <T extends TType> Operand<T> reshape(
      Ops tf, Operand<T> operand, Shape shape, List<Operand<TInt32>> sizes) {
    int unknown = 0;
    for (long size : shape.asArray()) {
      unknown += size == Shape.UNKNOWN_SIZE ? 1 : 0;
    }
    return unknown > 1
        ? tf.reshape(operand, tf.stack(sizes))
        : tf.reshape(operand, tf.constant(shape.asArray()));
  }
}
