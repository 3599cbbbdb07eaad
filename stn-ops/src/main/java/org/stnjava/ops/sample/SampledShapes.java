package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stnjava.ops.shape.ShapeCheck;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** The shapes of a sampler's inputs and output, for images and for volumes. */
final class SampledShapes {

  private static final int IMAGES = 4;
  private static final int VOLUMES = 5;

  private SampledShapes() {}

  /** Requires an image and a grid of the same number of axes. */
  static void require(Operand<?> u, Operand<?> grid) {
    if (u.shape().numDimensions() == VOLUMES) {
      requireRank("u", u, "[N, D, H, W, C]");
      requireRank("grid", grid, "[N, D', H', W', 3]");
      ShapeCheck.start()
          .require("u", u, "N", "D", "H", "W", "C")
          .require("grid", grid, "N", "D'", "H'", "W'", "3");
    } else {
      requireRank("u", u, "[N, H, W, C]");
      requireRank("grid", grid, "[N, H', W', 2]");
      ShapeCheck.start()
          .require("u", u, "N", "H", "W", "C")
          .require("grid", grid, "N", "H'", "W'", "2");
    }
    for (int axis = 1; axis < u.shape().numDimensions() - 1; axis++) {
      if (u.shape().get(axis) > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "u: expected up to %d pixels along an axis but got %s"
                .formatted(Integer.MAX_VALUE, u.shape()));
      }
      if (u.shape().get(axis) == 0) {
        throw new IllegalArgumentException(
            "u: expected an image of at least %s pixels but got %s"
                .formatted(u.shape().numDimensions() == IMAGES ? "1x1" : "1x1x1", u.shape()));
      }
    }
  }

  /**
   * Whether shapes of images and matrices agree, as far as the graph knows.
   *
   * @param size of the output, without N and C
   */
  static boolean fit(Shape u, Shape theta, Shape size) {
    if (theta.isUnknown() || u.numDimensions() != size.numDimensions() + 2) {
      return false;
    }
    return u.get(0) == theta.get(0)
        || u.get(0) == Shape.UNKNOWN_SIZE
        || theta.get(0) == Shape.UNKNOWN_SIZE;
  }

  /**
   * The shape of the output.
   *
   * @param u the image's
   * @param batch the shape of the grid or the matrices, with the same N
   * @param size of the output, without N and C
   */
  static Shape output(Shape u, Shape batch, Shape size) {
    long images = Math.max(u.get(0), batch.get(0)); // an unknown size is -1
    return size.prepend(images).append(u.get(u.numDimensions() - 1));
  }

  /** The shape of the output at the points of a grid. */
  static Shape output(Shape u, Shape grid) {
    int last = grid.numDimensions() - 1;
    return output(u, grid, Shape.of(Arrays.copyOfRange(grid.asArray(), 1, last)));
  }

  /** Gives rows of channels the axes of the grid. */
  static <T extends TFloating> Operand<T> unflatten(
      Ops tf, Operand<T> rows, Operand<T> u, Operand<?> grid) {
    int last = u.shape().numDimensions() - 1;
    List<Operand<TInt32>> sizes = new ArrayList<>();
    for (int axis = 0; axis <= last; axis++) {
      sizes.add(Sizes.of(tf, axis == 0 || axis == last ? u : grid, axis));
    }
    return Sizes.reshape(tf, rows, output(u.shape(), grid.shape()), sizes);
  }

  private static void requireRank(String argument, Operand<?> operand, String expected) {
    if (operand.shape().isUnknown()) {
      throw new IllegalArgumentException(
          "%s: expected %s but its rank is unknown; reshape it first"
              .formatted(argument, expected));
    }
  }
}
