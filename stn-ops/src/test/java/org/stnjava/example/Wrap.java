package org.stnjava.example;

import org.stnjava.ops.interpolation.Padding;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

// tag::wrap[]
/** The image repeated on all sides, as for panoramas of 360 degrees in half-pixel coordinates. */
public record Wrap() implements Padding {
  @Override
  public <T extends TFloating> Operand<T> place(Ops tf, Operand<T> pixels, Axis<T> axis) {
    Operand<T> folded = fold(tf, pixels, axis);
    Operand<T> first = tf.zerosLike(axis.count()); // where NaN goes
    return tf.select(tf.math.less(folded, axis.count()), folded, first);
  }

  @Override
  public <T extends TFloating> Operand<T> fold(Ops tf, Operand<T> pixels, Axis<T> axis) {
    Operand<T> turns = tf.math.floor(tf.math.div(pixels, axis.count()));
    return tf.math.sub(pixels, tf.stopGradient(tf.math.mul(turns, axis.count())));
  }

  @Override
  public <T extends TFloating> Operand<T> pixel(Ops tf, Operand<T> pixel, Axis<T> axis) {
    return tf.math.floorMod(pixel, axis.count());
  }
}
// end::wrap[]
