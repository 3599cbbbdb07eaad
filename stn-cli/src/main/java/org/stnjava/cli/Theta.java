package org.stnjava.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stnjava.ops.npy.NpyArray;
import org.stnjava.ops.npy.NpyFile;
import org.stnjava.ops.npy.NpyType;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.ndarray.Shape;

/**
 * Parameters of a warp as a user gave them.
 *
 * @param source the file or the numbers, for messages
 * @param given shape in the file
 * @param values floating point, {@code [N, …]}
 */
record Theta(String source, Shape given, NpyArray values) {
  /** Shapes of one row that mean the same as the transform's own. */
  private static final Map<String, Shape> OTHER_FORMS = Map.of("affine", Shape.of(2, 3));

  /** Reads a {@code .npy} file, or numbers with commas between them. */
  static Theta read(String source, Transform transform, NpyType typeOfNumbers) {
    Optional<double[]> numbers = numbers(source);
    if (numbers.isPresent()) {
      return ofNumbers(source, transform, numbers.get(), typeOfNumbers);
    }
    if (source.contains(",") && !source.endsWith(".npy")) {
      throw new IllegalArgumentException(
          "expected numbers with commas between them, or a .npy file, but got '" + source + "'");
    }
    NpyArray array = Image.floating(NpyFile.read(Path.of(source)));
    for (Shape row : rows(transform)) {
      for (Shape shape : List.of(row.prepend(-1), row)) {
        if (shape.isCompatibleWith(array.shape())) {
          boolean batched = shape.numDimensions() > row.numDimensions();
          return new Theta(
              source, array.shape(), batched ? array : array.reshape(array.shape().prepend(1)));
        }
      }
    }
    throw new IllegalArgumentException(
        "%s: expected %s for %s but got %s"
            .formatted(source, expected(transform), transform.name(), array));
  }

  /** Requires a row for each image, or one for all. */
  void requireRowsFor(Image image) {
    if (rows() != 1 && rows() != image.count()) {
      throw new IllegalArgumentException(
          "--theta: %s: expected 1 row or %d, one an image of %s, but got %s"
              .formatted(source, image.count(), image.source(), Arrays.toString(given.asArray())));
    }
  }

  long rows() {
    return values.shape().get(0);
  }

  Shape gridShape(Size size) {
    return Shape.of(rows(), size.height(), size.width(), 2);
  }

  /** Gives a gradient the shape that the parameters came in. */
  NpyArray asGiven(NpyArray gradient) {
    return gradient.reshape(given);
  }

  private static Theta ofNumbers(
      String source, Transform transform, double[] numbers, NpyType type) {
    Shape shape = transform.thetaShape();
    if (shape.hasUnknownDimension() || shape.size() != numbers.length) {
      throw new IllegalArgumentException(
          "expected %s numbers for %s, theta %s, but got %d in '%s'"
              .formatted(
                  shape.hasUnknownDimension() ? "a .npy file, not" : shape.size(),
                  transform.name(),
                  text(shape),
                  numbers.length,
                  source));
    }
    Shape row = shape.prepend(1);
    NpyArray doubles = NpyArray.of(row, numbers);
    return new Theta(
        source, row, type == NpyType.FLOAT64 ? doubles : NpyArray.of(row, doubles.floats()));
  }

  private static Optional<double[]> numbers(String source) {
    try {
      return Optional.of(
          Arrays.stream(source.split(",", -1)).mapToDouble(Double::parseDouble).toArray());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<Shape> rows(Transform transform) {
    return Stream.concat(
            Stream.of(transform.thetaShape()), Stream.ofNullable(OTHER_FORMS.get(transform.name())))
        .toList();
  }

  private static String expected(Transform transform) {
    return rows(transform).stream()
        .map(row -> "[N, " + text(row).substring(1))
        .collect(Collectors.joining(" or ", "", ", or one row without N,"));
  }

  private static String text(Shape shape) {
    return Arrays.stream(shape.asArray())
        .mapToObj(size -> size < 0 ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
