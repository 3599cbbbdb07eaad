package org.stnjava.example;

import java.util.List;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Tap;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

// tag::smoothstep[]
/** Goes from a pixel to the next by 3f² − 2f³, level at both: bilinear without its kinks. */
public record SmoothStep() implements Kernel {
  @Override
  public String name() {
    return "smooth-step";
  }

  @Override
  public double radius() {
    return 1;
  }

  @Override
  public <T extends TFloating> List<Tap<T, T>> taps(Ops tf, Operand<T> x) {
    Operand<T> left = tf.math.floor(x);
    Operand<T> f = tf.math.sub(x, left);
    Operand<T> steep = tf.math.sub(number(tf, 3, x), tf.math.mul(number(tf, 2, x), f));
    Operand<T> share = tf.math.mul(tf.math.mul(f, f), steep);
    Operand<T> one = number(tf, 1, x);
    return List.of(
        new Tap<>(left, tf.math.sub(one, share)), new Tap<>(tf.math.add(left, one), share));
  }

  private static <T extends TFloating> Operand<T> number(Ops tf, float value, Operand<T> like) {
    return tf.dtypes.cast(tf.constant(value), like.type());
  }
}
// end::smoothstep[]
