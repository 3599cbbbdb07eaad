package org.stnjava.ops.sample;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The sampled coordinates along one axis of the image.
 *
 * @param x pixel coordinates, finite and within the kernel's reach of the image
 * @param inside whether the original coordinate was so; where it was not, {@code x} is 0
 * @param last the last pixel, a scalar
 * @param <T> the floating type
 */
record Axis<T extends TFloating>(Operand<T> x, Operand<TBool> inside, Operand<T> last) {

  /**
   * Rounding of a normalized coordinate moves it by a few units in the last place of the axis; a
   * coordinate that near to a pixel's center is taken to be the center. So the identity and shifts
   * by whole pixels are exact. 4 units: the coordinate, the transform's two sums, the change of
   * units.
   */
  private static final double ROUNDING_UNITS = 4;

  private static final double FLOAT32_UNIT = 0x1p-24;
  private static final double FLOAT64_UNIT = 0x1p-53;

  /** One of the pixels that are read: its index, clipped into the image, and its weight. */
  record Read<T extends TFloating>(Operand<TInt32> index, Operand<T> weight) {}

  static <T extends TFloating> Axis<T> of(
      Ops tf, Operand<T> pixels, Operand<TInt32> size, Kernel kernel) {
    Class<T> type = pixels.type();
    Operand<T> count = tf.dtypes.cast(size, type);
    Operand<T> last = tf.math.sub(count, constant(tf, 1, type));
    Operand<T> radius = constant(tf, kernel.radius(), type);
    // A comparison with NaN is false, so NaN is outside.
    Operand<TBool> inside =
        tf.math.logicalAnd(
            tf.math.greater(pixels, tf.math.neg(radius)),
            tf.math.less(pixels, tf.math.add(last, radius)));
    Operand<T> finite = tf.select(inside, pixels, constant(tf, 0, type));
    return new Axis<>(snapped(tf, finite, count), inside, last);
  }

  List<Read<T>> reads(Ops tf, Kernel kernel) {
    return kernel.taps(tf, x).stream().map(tap -> read(tf, tap)).toList();
  }

  private Read<T> read(Ops tf, Tap<T> tap) {
    Operand<T> zero = constant(tf, 0, x.type());
    Operand<TBool> onImage =
        tf.math.logicalAnd(
            inside,
            tf.math.logicalAnd(
                tf.math.greaterEqual(tap.pixel(), zero), tf.math.lessEqual(tap.pixel(), last)));
    Operand<T> clipped = tf.clipByValue(tap.pixel(), zero, last);
    return new Read<>(
        tf.dtypes.cast(clipped, TInt32.class), tf.select(onImage, tap.weight(), zero));
  }

  private static <T extends TFloating> Operand<T> snapped(Ops tf, Operand<T> x, Operand<T> count) {
    double unit = x.type() == TFloat32.class ? FLOAT32_UNIT : FLOAT64_UNIT;
    Operand<T> tolerance = tf.math.mul(count, constant(tf, ROUNDING_UNITS * unit, x.type()));
    Operand<T> shift = tf.math.sub(tf.math.rint(x), x);
    Operand<T> small =
        tf.select(
            tf.math.lessEqual(tf.math.abs(shift), tolerance), shift, constant(tf, 0, x.type()));
    return tf.math.add(x, tf.stopGradient(small));
  }

  private static <T extends TFloating> Operand<T> constant(Ops tf, double value, Class<T> type) {
    return tf.dtypes.cast(tf.constant(value), type);
  }
}
