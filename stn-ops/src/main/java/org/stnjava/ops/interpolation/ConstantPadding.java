package org.stnjava.ops.interpolation;

import java.util.List;
import java.util.Optional;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TFloating;

/**
 * The same value everywhere outside the image.
 *
 * @param values none for zeros, one for all channels, or one a channel
 */
record ConstantPadding(List<Float> values) implements Padding {

  ConstantPadding {
    values = List.copyOf(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("values: expected finite numbers but got " + values);
      }
    }
  }

  /** Moves points whose taps are all outside the image to one such place. */
  @Override
  public <T extends TFloating> Operand<T> place(Ops tf, Operand<T> pixels, Axis<T> axis) {
    Operand<T> reach = Constants.of(tf, pixels.type(), axis.radius());
    // A comparison with NaN is false, so NaN is outside.
    Operand<TBool> inside =
        tf.math.logicalAnd(
            tf.math.greater(pixels, tf.math.neg(reach)),
            tf.math.less(pixels, tf.math.add(axis.last(), reach)));
    return tf.select(inside, pixels, Constants.of(tf, pixels.type(), -axis.radius() - 1));
  }

  @Override
  public Optional<List<Float>> outside() {
    return Optional.of(values);
  }
}
