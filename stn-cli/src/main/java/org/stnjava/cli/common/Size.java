package org.stnjava.cli.common;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.TypeConversionException;

/**
 * Size of an image, written {@code HxW}, or of a volume, written {@code DxHxW}.
 *
 * @param shape {@code [H, W]} or {@code [D, H, W]}, each at least 1
 */
public record Size(Shape shape) {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(x[0-9]{1,9}){1,2}");

  public Size(int height, int width) {
    this(Shape.of(height, width));
  }

  /** Reads the form {@code HxW} or {@code DxHxW}. */
  public static Size parse(String text) {
    if (FORM.matcher(text).matches()) {
      long[] sizes = Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
      if (Arrays.stream(sizes).allMatch(size -> size > 0)) {
        return new Size(Shape.of(sizes));
      }
    }
    throw new TypeConversionException(
        "expected HxW or DxHxW, whole numbers of at least 1 such as 28x40, but got '" + text + "'");
  }

  public long height() {
    return shape.get(shape.numDimensions() - 2);
  }

  public long width() {
    return shape.get(shape.numDimensions() - 1);
  }

  /** Requires the size of an image. */
  public Size ofImage() {
    if (shape.numDimensions() != 2) {
      throw new IllegalArgumentException(
          "expected HxW, the size of an image, but got '%s'; volumes are read by 'stn sample'"
              .formatted(this));
    }
    return this;
  }

  @Override
  public String toString() {
    return String.join(
        "x", Arrays.stream(shape.asArray()).mapToObj(Long::toString).toArray(String[]::new));
  }

  /** Elements whose bytes fit a Java array even in float64. */
  private static final long MAX_ELEMENTS = (Integer.MAX_VALUE - 8L) / Double.BYTES;

  /** Rejects a shape of more elements than a file can hold. */
  public static void requireCapacity(String argument, String offending, Shape shape) {
    double elements = 1;
    for (long size : shape.asArray()) {
      elements *= size;
    }
    if (elements > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "%s: %sexpected an output of up to %d numbers but %s has more"
              .formatted(argument, offending, MAX_ELEMENTS, Arrays.toString(shape.asArray())));
    }
  }
}
