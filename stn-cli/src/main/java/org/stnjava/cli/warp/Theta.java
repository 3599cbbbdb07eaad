package org.stnjava.cli.warp;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stnjava.cli.common.Image;
import org.stnjava.cli.common.Size;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.npy.NpyType;
import org.stnjava.ops.shape.Sizes;
import org.stnjava.ops.transform.Transform;
import org.stnjava.ops.transform.TransformFamily;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.ndarray.Shape;

/**
 * Parameters of a warp as a user gave them.
 *
 * @param source the file or the numbers, for messages
 * @param given shape in the file
 * @param values floating point, {@code [N, …]}
 * @param family what they are parameters of
 */
record Theta(String source, Shape given, NpyArray values, TransformFamily family) {

  /** Reads a {@code .npy} file, or numbers with commas between them. */
  static Theta read(String source, TransformFamily family, NpyType typeOfNumbers) {
    Optional<double[]> numbers = numbers(source);
    if (numbers.isPresent()) {
      return ofNumbers(source, family, numbers.get(), typeOfNumbers);
    }
    if (source.contains(",") && !source.endsWith(".npy")) {
      throw new IllegalArgumentException(
          "expected numbers with commas between them, or a .npy file, but got '" + source + "'");
    }
    NpyArray array = Image.floating(NpyFile.read(Path.of(source)));
    Shape given = NpyTensors.shape(array);
    for (Shape row : family.thetaShapes()) {
      for (Shape shape : List.of(row.prepend(-1), row)) {
        if (shape.isCompatibleWith(given)) {
          boolean batched = shape.numDimensions() > row.numDimensions();
          return new Theta(
              source, given, batched ? array : array.reshape(given.prepend(1).asArray()), family);
        }
      }
    }
    throw new IllegalArgumentException(
        "%s: expected %s for %s but got %s"
            .formatted(source, expected(family), family.name(), array));
  }

  /** The member of the family that takes parameters of this shape. */
  Transform transform() {
    long[] sizes = values.shape();
    return family.of(Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length)));
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
    return values.shape()[0];
  }

  Shape gridShape(Size size) {
    Shape shape = size.shape();
    return shape.prepend(rows()).append(shape.numDimensions());
  }

  /** Gives a gradient the shape that the parameters came in. */
  NpyArray asGiven(NpyArray gradient) {
    return gradient.reshape(given.asArray());
  }

  private static Theta ofNumbers(
      String source, TransformFamily family, double[] numbers, NpyType type) {
    Shape shape = shapeOf(family, numbers.length);
    if (shape.hasUnknownDimension() || shape.size() != numbers.length) {
      throw new IllegalArgumentException(
          "expected %s numbers for %s, theta %s, but got %d in '%s'"
              .formatted(
                  shape.hasUnknownDimension() ? "a .npy file, not" : shape.size(),
                  family.name(),
                  Sizes.text(shape),
                  numbers.length,
                  source));
    }
    Shape row = shape.prepend(1);
    NpyArray doubles = NpyArray.of(numbers, row.asArray());
    NpyArray values =
        type == NpyType.FLOAT64 ? doubles : NpyArray.of(doubles.floats(), row.asArray());
    return new Theta(source, row, values, family);
  }

  /** The family's first shape; pairs of numbers, as many as there are, where it takes any. */
  private static Shape shapeOf(TransformFamily family, int count) {
    Shape shape = family.thetaShapes().get(0);
    boolean pairs = shape.isCompatibleWith(Shape.of(count / 2, 2)) && count % 2 == 0;
    return pairs ? Shape.of(count / 2, 2) : shape;
  }

  private static Optional<double[]> numbers(String source) {
    try {
      return Optional.of(
          Arrays.stream(source.split(",", -1)).mapToDouble(Double::parseDouble).toArray());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String expected(TransformFamily family) {
    return family.thetaShapes().stream()
        .map(row -> Sizes.text(row).replaceFirst("\\[", "[N, "))
        .collect(Collectors.joining(" or ", "", ", or one row without N,"));
  }
}
