package org.stnjava.ops.sample;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** What lies outside the image. */
public sealed interface Padding permits ConstantPadding {

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
   * Finds a padding that has no parameters.
   *
   * @param name its name on the command line
   * @return the padding
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  static Padding byName(String name) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "padding: expected one of %s but got '%s'".formatted(names(), name));
    }
    return zeros();
  }

  /**
   * The names of the paddings without parameters.
   *
   * @return the names
   */
  static List<String> names() {
    return List.of("zeros");
  }

  /**
   * Adds what the pixels outside contribute.
   *
   * @param tf where to build
   * @param v what the pixels inside gave, {@code [R, C]}
   * @param coverage the sum of their weights, {@code [R, 1]}, 1 where the kernel is all inside
   * @param <T> the floating type
   * @return the sampled rows, {@code [R, C]}
   */
  <T extends TFloating> Operand<T> fill(Ops tf, Operand<T> v, Operand<T> coverage);
}
