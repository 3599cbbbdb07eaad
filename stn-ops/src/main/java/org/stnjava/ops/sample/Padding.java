package org.stnjava.ops.sample;

import java.util.List;
import java.util.stream.IntStream;

/** What lies outside the image. */
public sealed interface Padding permits Outside {

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
   * The nearest pixel of the image outside, as if its border went on for ever.
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
   * @param name its name on the command line
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
