package org.stnjava.ops.interpolation;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The kernel max(0, 1 − |x − m|).
 *
 * <p>At its kinks, where x is a whole pixel, autodiff of this form gives the derivative from the
 * right, u(x + 1) − u(x): one of the sub-gradients of the paper's equations 6 and 7, and the one
 * that PyTorch takes.
 */
record Bilinear() implements Kernel {

  @Override
  public String name() {
    return "bilinear";
  }

  @Override
  public double radius() {
    return 1;
  }

  @Override
  public <T extends TFloating> List<Tap<T, T>> taps(Ops tf, Operand<T> x) {
    Operand<T> one = tf.dtypes.cast(tf.constant(1f), x.type());
    Operand<T> left = tf.math.floor(x);
    Operand<T> fraction = tf.math.sub(x, left);
    return List.of(
        new Tap<>(left, tf.math.sub(one, fraction)), new Tap<>(tf.math.add(left, one), fraction));
  }
}
