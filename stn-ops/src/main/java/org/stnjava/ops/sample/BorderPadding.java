package org.stnjava.ops.sample;

import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TFloating;

/** The nearest pixel of the image everywhere outside. */
record BorderPadding() implements Outside {

  @Override
  public LoopEdge loopEdge() {
    return LoopEdge.BORDER;
  }

  /**
   * Puts a point that sees nothing but the outer pixel on that pixel, where it has no gradient. A
   * coordinate that is NaN reads the first pixel.
   */
  @Override
  public <T extends TFloating> Operand<T> place(
      Ops tf, Operand<T> pixels, Edges<T> edges, double radius) {
    Operand<T> first = Constants.of(tf, pixels.type(), 0);
    // The second pixel is within the kernel's reach.
    Operand<TBool> near =
        tf.math.logicalAnd(
            tf.math.greater(pixels, Constants.of(tf, pixels.type(), 1 - radius)),
            tf.math.less(
                pixels, tf.math.add(edges.last(), Constants.of(tf, pixels.type(), radius - 1))));
    Operand<T> outer = tf.select(tf.math.greater(pixels, first), edges.last(), first);
    return tf.select(near, pixels, outer);
  }

  @Override
  public <T extends TFloating> Operand<T> pixel(
      Ops tf, Operand<T> pixel, Edges<T> edges, double radius) {
    return edges.clip(tf, pixel);
  }

  @Override
  public <T extends TFloating> Operand<T> fill(Ops tf, Operand<T> v, Operand<T> coverage) {
    return v;
  }
}
