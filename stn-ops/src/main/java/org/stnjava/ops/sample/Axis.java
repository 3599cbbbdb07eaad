package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The sampled coordinates along one axis of the image.
 *
 * @param x pixel coordinates that the kernel can read
 * @param edges the axis's pixels
 * @param padding what lies outside
 * @param <T> the floating type
 */
record Axis<T extends TFloating>(Operand<T> x, Edges<T> edges, Outside padding) {

  /**
   * Rounding of a normalized coordinate moves it by a few units in the last place of the axis; a
   * coordinate that near to a pixel's center is taken to be the center. So the identity and shifts
   * by whole pixels are exact. 4 units: the coordinate, the transform's two sums, the change of
   * units.
   */
  private static final double ROUNDING_UNITS = 4;

  private static final double FLOAT32_UNIT = 0x1p-24;
  private static final double FLOAT64_UNIT = 0x1p-53;

  /** One of the pixels that are read: its index in the image and its weight. */
  record Read<T extends TFloating>(Operand<TInt32> index, Operand<T> weight) {}

  static <T extends TFloating> Axis<T> of(
      Ops tf, Operand<T> pixels, Edges<T> edges, Reader reader) {
    Operand<T> place = reader.padding().place(tf, pixels, edges, reader.kernel().radius());
    return new Axis<>(snapped(tf, place, edges.count()), edges, reader.padding());
  }

  List<Read<T>> reads(Ops tf, Kernel kernel) {
    return kernel.taps(tf, x).stream().map(tap -> read(tf, tap, kernel.radius())).toList();
  }

  private Read<T> read(Ops tf, Tap<T> tap, double radius) {
    Operand<T> pixel = padding.pixel(tf, tap.pixel(), edges, radius);
    Operand<TInt32> index = tf.dtypes.cast(pixel, TInt32.class);
    if (!padding.hidesOutside()) {
      return new Read<>(index, tap.weight());
    }
    Operand<T> none = Constants.of(tf, x.type(), 0);
    return new Read<>(index, tf.select(tf.math.equal(pixel, tap.pixel()), tap.weight(), none));
  }

  private static <T extends TFloating> Operand<T> snapped(Ops tf, Operand<T> x, Operand<T> count) {
    double unit = x.type() == TFloat32.class ? FLOAT32_UNIT : FLOAT64_UNIT;
    Operand<T> tolerance = tf.math.mul(count, Constants.of(tf, x.type(), ROUNDING_UNITS * unit));
    Operand<T> shift = tf.math.sub(tf.math.rint(x), x);
    Operand<T> small =
        tf.select(
            tf.math.lessEqual(tf.math.abs(shift), tolerance), shift, Constants.of(tf, x.type(), 0));
    return tf.math.add(x, tf.stopGradient(small));
  }
}
