package org.stnjava.ops.interpolation;

import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TFloating;

/** The nearest pixel of the image everywhere outside. */
record BorderPadding() implements Padding {

  /**
   * Moves a point that reads the outer pixel alone to that pixel, where it has no gradient. A
   * coordinate that is NaN reads the first pixel.
   */
  @Override
  public <T extends TFloating> Operand<T> place(Ops tf, Operand<T> pixels, Axis<T> axis) {
    Operand<T> first = Constants.of(tf, pixels.type(), 0);
    // The second pixel is within the kernel's reach.
    Operand<TBool> near =
        tf.math.logicalAnd(
            tf.math.greater(pixels, Constants.of(tf, pixels.type(), 1 - axis.radius())),
            tf.math.less(
                pixels,
                tf.math.add(axis.last(), Constants.of(tf, pixels.type(), axis.radius() - 1))));
    Operand<T> outer = tf.select(tf.math.greater(pixels, first), axis.last(), first);
    return tf.select(near, pixels, outer);
  }
}
