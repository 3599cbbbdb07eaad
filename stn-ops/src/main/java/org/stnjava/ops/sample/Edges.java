package org.stnjava.ops.sample;

import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The pixels of one axis: a scalar where all points read the same image, else one number a point.
 *
 * @param size how many they are
 * @param count the same, floating
 * @param last the last one
 * @param coordinates where the image ends: at the outer pixels' edges or at their centers
 * @param <T> the floating type
 */
record Edges<T extends TFloating>(
    Operand<TInt32> size, Operand<T> count, Operand<T> last, PixelCoordinates coordinates) {

  static <T extends TFloating> Edges<T> of(
      Ops tf, Class<T> type, Operand<TInt32> size, PixelCoordinates coordinates) {
    Operand<T> count = tf.dtypes.cast(size, type);
    Operand<T> last = tf.math.sub(count, Constants.of(tf, type, 1));
    return new Edges<>(size, count, last, coordinates);
  }

  /** The nearest pixel of the image. */
  Operand<T> clip(Ops tf, Operand<T> pixel) {
    return tf.clipByValue(pixel, Constants.of(tf, pixel.type(), 0), last);
  }
}
