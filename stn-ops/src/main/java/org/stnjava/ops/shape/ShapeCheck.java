package org.stnjava.ops.shape;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/**
 * Checks shapes by named axes.
 *
 * <p>A letter must be of the same size in all shapes; an axis named by a number must have that
 * size. Sizes and ranks that the graph does not know match anything.
 *
 * <pre>{@code
 * ShapeCheck.start()
 *     .require("u", u, "N", "H", "W", "C")
 *     .require("grid", grid, "N", "H'", "W'", "2");
 * }</pre>
 */
public final class ShapeCheck {

  private final Map<String, Long> sizes = new LinkedHashMap<>();

  private ShapeCheck() {}

  /**
   * Starts a check in which no letter has a size yet.
   *
   * @return the check
   */
  public static ShapeCheck start() {
    return new ShapeCheck();
  }

  /**
   * Requires an operand to have the named axes.
   *
   * @param argument the operand's name in messages
   * @param operand the operand
   * @param axes one letter or number for each axis
   * @return this check
   * @throws IllegalArgumentException if the shape disagrees; the message names the axis
   */
  public ShapeCheck require(String argument, Operand<?> operand, String... axes) {
    return require(argument, operand.shape(), axes);
  }

  /**
   * Requires a shape to have the named axes.
   *
   * @param argument the shape's name in messages
   * @param shape the shape; unknown sizes match anything
   * @param axes one letter or number for each axis
   * @return this check
   * @throws IllegalArgumentException if the shape disagrees; the message names the axis
   */
  public ShapeCheck require(String argument, Shape shape, String... axes) {
    if (shape.isUnknown()) {
      return this;
    }
    if (shape.numDimensions() != axes.length) {
      throw mismatch(argument, shape, axes, "rank " + shape.numDimensions());
    }
    for (int axis = 0; axis < axes.length; axis++) {
      requireAxis(argument, shape, axes, axis);
    }
    return this;
  }

  private void requireAxis(String argument, Shape shape, String[] axes, int axis) {
    long size = shape.get(axis);
    if (size == Shape.UNKNOWN_SIZE) {
      return;
    }
    Long expected = isNumber(axes[axis]) ? Long.valueOf(axes[axis]) : sizes.get(axes[axis]);
    if (expected == null) {
      sizes.put(axes[axis], size);
    } else if (expected != size) {
      throw mismatch(argument, shape, axes, "axis " + axis + " is " + size + ", not " + expected);
    }
  }

  private IllegalArgumentException mismatch(
      String argument, Shape shape, String[] axes, String reason) {
    String known = sizes.isEmpty() ? "" : " with " + sizes;
    String indent = " ".repeat(argument.length() + 2);
    return new IllegalArgumentException(
        "%s: expected [%s]%s%n%sbut got %s: %s"
            .formatted(argument, String.join(", ", axes), known, indent, Sizes.text(shape), reason)
            .replace("\r\n", "\n"));
  }

  private static boolean isNumber(String axis) {
    return Character.isDigit(axis.charAt(0));
  }
}
