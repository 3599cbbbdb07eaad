package org.stnjava.cli;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.TypeConversionException;

/**
 * Size of an image, written {@code HxW}, or of a volume, written {@code DxHxW}.
 *
 * @param shape {@code [H, W]} or {@code [D, H, W]}, each at least 1
 */
record Size(Shape shape) {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(x[0-9]{1,9}){1,2}");

  Size(int height, int width) {
    this(Shape.of(height, width));
  }

  /** Reads the form {@code HxW} or {@code DxHxW}. */
  static Size parse(String text) {
    if (FORM.matcher(text).matches()) {
      long[] sizes = Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
      if (Arrays.stream(sizes).allMatch(size -> size > 0)) {
        return new Size(Shape.of(sizes));
      }
    }
    throw new TypeConversionException(
        "expected HxW or DxHxW, whole numbers of at least 1 such as 28x40, but got '" + text + "'");
  }

  long height() {
    return shape.get(shape.numDimensions() - 2);
  }

  long width() {
    return shape.get(shape.numDimensions() - 1);
  }

  /** Requires the size of an image. */
  Size ofImage() {
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
}
