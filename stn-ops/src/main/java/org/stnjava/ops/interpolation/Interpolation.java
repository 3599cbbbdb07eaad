package org.stnjava.ops.interpolation;

import java.util.List;
import java.util.Optional;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The taps of sampled coordinates: a kernel and a padding in one pixel convention.
 *
 * @param kernel how pixels near a point are weighted
 * @param padding what is read outside the image
 * @param coordinates what −1 and 1 mean, and so where the image ends
 */
public record Interpolation(Kernel kernel, Padding padding, PixelCoordinates coordinates) {

  /**
   * Rounding of a normalized coordinate moves it by a few units in the last place of the axis; a
   * coordinate within that distance of a pixel's center is taken to be the center. So the identity
   * and shifts by whole pixels are exact. 4 units: the coordinate, the transform's two sums, the
   * change of units.
   */
  private static final double ROUNDING_UNITS = 4;

  private static final double FLOAT32_UNIT = 0x1p-24;
  private static final double FLOAT64_UNIT = 0x1p-53;

  /**
   * Converts normalized coordinates to pixels.
   *
   * @param tf where to build
   * @param normalized coordinates along one axis, any shape
   * @param size the number of pixels of that axis, a scalar
   * @param <T> the floating type
   * @return pixel coordinates, same shape
   */
  public <T extends TFloating> Operand<T> toPixels(
      Ops tf, Operand<T> normalized, Operand<TInt32> size) {
    return kernel.toPixels(tf, normalized, size, coordinates);
  }

  /**
   * The pixels that points read along one axis.
   *
   * @param tf where to build
   * @param pixels pixel coordinates of the points, any shape and value
   * @param size the number of pixels of the axis: a scalar, or one value a point
   * @param <T> the floating type
   * @return the taps, their pixels indices inside the image; where the padding is a constant, the
   *     weight of pixels outside is 0
   */
  public <T extends TFloating> List<Tap<TInt32, T>> taps(
      Ops tf, Operand<T> pixels, Operand<TInt32> size) {
    Padding.Axis<T> axis = Padding.Axis.of(tf, pixels.type(), size, this);
    Operand<T> x = snapped(tf, padding.place(tf, pixels, axis), axis.count());
    return kernel.taps(tf, x).stream().map(tap -> padded(tf, tap, axis)).toList();
  }

  private <T extends TFloating> Tap<TInt32, T> padded(Ops tf, Tap<T, T> tap, Padding.Axis<T> axis) {
    Operand<T> pixel = padding.pixel(tf, tap.pixel(), axis);
    Operand<TInt32> index = tf.dtypes.cast(pixel, TInt32.class);
    if (padding.outside().isEmpty()) {
      return new Tap<>(index, tap.weight());
    }
    Operand<T> none = Constants.of(tf, pixel.type(), 0);
    return new Tap<>(index, tf.select(tf.math.equal(pixel, tap.pixel()), tap.weight(), none));
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

  /**
   * Moves coordinates into the image where the padding repeats it.
   *
   * @param tf where to build
   * @param pixels pixel coordinates along one axis
   * @param size the number of pixels of that axis, a scalar
   * @param <T> the floating type
   * @return coordinates at which the padded image is the same
   */
  public <T extends TFloating> Operand<T> fold(Ops tf, Operand<T> pixels, Operand<TInt32> size) {
    return padding.fold(tf, pixels, Padding.Axis.of(tf, pixels.type(), size, this));
  }

  /**
   * The constant that is read outside, as an operand.
   *
   * @param tf where to build
   * @param type the floating type
   * @param channels of the image, unknown or at least 1
   * @param <T> the floating type
   * @return a scalar or {@code [C]}; empty for zeros, and where pixels of the image are read
   * @throws IllegalArgumentException if there are as many values as neither 1 nor the channels
   */
  public <T extends TFloating> Optional<Operand<T>> outside(Ops tf, Class<T> type, long channels) {
    requireChannels(channels);
    return padding
        .outside()
        .filter(values -> !values.isEmpty())
        .map(
            values ->
                Constants.of(
                    tf,
                    type,
                    values.size() == 1 ? Shape.scalar() : Shape.of(values.size()),
                    values.stream().mapToDouble(Float::doubleValue).toArray()));
  }

  /**
   * Checks that a constant outside fits the channels.
   *
   * @param channels of the image, unknown or at least 1
   * @throws IllegalArgumentException if there are as many values as neither 1 nor the channels
   */
  public void requireChannels(long channels) {
    int values = padding.outside().map(List::size).orElse(0);
    if (values > 1 && channels != Shape.UNKNOWN_SIZE && channels != values) {
      throw new IllegalArgumentException(
          "padding: expected 1 value or one for each of the %d channels but got %d"
              .formatted(channels, values));
    }
  }
}
