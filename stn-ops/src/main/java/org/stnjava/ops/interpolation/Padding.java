package org.stnjava.ops.interpolation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * What a sampler reads outside the image.
 *
 * <p>A custom padding is one class that implements {@link #place}, and overrides {@link #pixel} and
 * {@link #fold} where it repeats the image or {@link #outside} where it reads a constant; nothing
 * else changes, and it runs with every kernel in the portable graph. All methods work on one axis
 * of the image.
 */
public interface Padding {

  /**
   * The pixels of one axis of the image, as a kernel reads them.
   *
   * @param count how many they are: a scalar, or one value a point
   * @param last the coordinate of the last one, likewise
   * @param coordinates where the image ends: at the outer pixels' edges or at their centers
   * @param radius how far the kernel reaches, in pixels
   * @param <T> the floating type
   */
  record Axis<T extends TFloating>(
      Operand<T> count, Operand<T> last, PixelCoordinates coordinates, double radius) {

    static <T extends TFloating> Axis<T> of(
        Ops tf, Class<T> type, Operand<TInt32> size, Interpolation interpolation) {
      Operand<T> count = tf.dtypes.cast(size, type);
      Operand<T> last = tf.math.sub(count, Constants.of(tf, type, 1));
      return new Axis<>(count, last, interpolation.coordinates(), interpolation.kernel().radius());
    }

    /**
     * The nearest pixel of the image.
     *
     * @param tf where to build
     * @param pixel coordinates of any shape
     * @return coordinates from 0 to {@link #last()}
     */
    public Operand<T> clip(Ops tf, Operand<T> pixel) {
      return tf.clipByValue(pixel, Constants.of(tf, pixel.type(), 0), last);
    }
  }

  /**
   * Moves coordinates that the kernel cannot read to coordinates that give the same sample.
   *
   * @param tf where to build
   * @param pixels pixel coordinates of any shape and value, NaN and infinite ones too
   * @param axis the axis's pixels
   * @param <T> the floating type
   * @return finite coordinates, at most about the radius outside the image
   */
  <T extends TFloating> Operand<T> place(Ops tf, Operand<T> pixels, Axis<T> axis);

  /**
   * The pixel of the image that is read in place of a tap's own: the nearest one by default.
   *
   * @param tf where to build
   * @param pixel whole coordinates, which may lie outside the image
   * @param axis the axis's pixels
   * @param <T> the floating type
   * @return whole coordinates from 0 to the last pixel
   */
  default <T extends TFloating> Operand<T> pixel(Ops tf, Operand<T> pixel, Axis<T> axis) {
    return axis.clip(tf, pixel);
  }

  /**
   * Moves coordinates into the image where the padding repeats it; no other padding changes them.
   *
   * @param tf where to build
   * @param pixels pixel coordinates of any shape and value
   * @param axis the axis's pixels
   * @param <T> the floating type
   * @return coordinates at which the padded image is the same
   */
  default <T extends TFloating> Operand<T> fold(Ops tf, Operand<T> pixels, Axis<T> axis) {
    return pixels;
  }

  /**
   * The constant that is read outside, if no pixels of the image are.
   *
   * @return no value for 0, one value for all channels, or one a channel; empty where pixels of the
   *     image are read
   */
  default Optional<List<Float>> outside() {
    return Optional.empty();
  }

  /**
   * Zeros outside; a sample outside is 0 and has no gradient.
   *
   * @return the padding
   */
  static Padding zeros() {
    return new ConstantPadding(List.of());
  }

  /**
   * A constant outside, such as the background of normalized images.
   *
   * @param values one value for all channels, or one a channel
   * @return the padding
   * @throws IllegalArgumentException if there is no value, or one is not finite
   */
  static Padding constant(float... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: expected one, or one a channel, but got none");
    }
    return new ConstantPadding(IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
  }

  /**
   * The nearest pixel of the image outside.
   *
   * <p>A coordinate beyond the center of an outer pixel has no gradient where the kernel reads that
   * pixel alone; NaN reads the first pixel.
   *
   * @return the padding
   */
  static Padding border() {
    return new BorderPadding();
  }

  /**
   * Mirror images outside: mirrored at the outer pixels' edges in half-pixel coordinates, at their
   * centers in align-corners.
   *
   * <p>NaN and infinite coordinates read the first pixel.
   *
   * @return the padding
   */
  static Padding reflection() {
    return new ReflectionPadding();
  }

  /**
   * Finds a padding that has no parameters.
   *
   * @param name its name in configurations and on the command line
   * @return the padding
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  static Padding byName(String name) {
    return switch (name) {
      case "zeros" -> zeros();
      case "border" -> border();
      case "reflection" -> reflection();
      default ->
          throw new IllegalArgumentException(
              "padding: expected one of %s but got '%s'".formatted(names(), name));
    };
  }

  /**
   * The names of the paddings without parameters.
   *
   * @return the names
   */
  static List<String> names() {
    return List.of("zeros", "border", "reflection");
  }
}
