package org.stnjava.ops.interpolation;

import java.util.List;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Cubic convolution over the four nearest pixels of each axis (Keys 1981).
 *
 * <p>Its weights have a continuous derivative, so there are no kinks; at whole pixels they are
 * exactly 0, 1, 0, 0.
 */
record Bicubic() implements Kernel {

  /** The slope at distance 1 that PyTorch, ONNX and OpenCV take. */
  private static final double A = -0.75;

  @Override
  public String name() {
    return "bicubic";
  }

  @Override
  public double radius() {
    return 2;
  }

  @Override
  public <T extends TFloating> List<Tap<T, T>> taps(Ops tf, Operand<T> x) {
    Operand<T> one = Constants.of(tf, x.type(), 1);
    Operand<T> left = tf.math.floor(x);
    Operand<T> t = tf.math.sub(x, left);
    Operand<T> s = tf.math.sub(one, t);
    Operand<T> tt = tf.math.square(t);
    Operand<T> ss = tf.math.square(s);
    Operand<T> right = tf.math.add(left, one);
    return List.of(
        new Tap<>(tf.math.sub(left, one), outer(tf, t, ss)),
        new Tap<>(left, inner(tf, t, tt)),
        new Tap<>(right, inner(tf, s, ss)),
        new Tap<>(tf.math.add(right, one), outer(tf, s, tt)));
  }

  /** The kernel at distance d of up to 1: ((A + 2)d − (A + 3))d² + 1. */
  private static <T extends TFloating> Operand<T> inner(Ops tf, Operand<T> d, Operand<T> squared) {
    Operand<T> line =
        tf.math.sub(
            tf.math.mul(Constants.of(tf, d.type(), A + 2), d), Constants.of(tf, d.type(), A + 3));
    return tf.math.add(tf.math.mul(line, squared), Constants.of(tf, d.type(), 1));
  }

  /** The kernel at distance 1 + d: A·d(1 − d)². */
  private static <T extends TFloating> Operand<T> outer(
      Ops tf, Operand<T> d, Operand<T> otherSquared) {
    return tf.math.mul(tf.math.mul(Constants.of(tf, d.type(), A), d), otherSquared);
  }
}
