package org.stnjava.models.transformer;

import org.stnjava.ops.shape.Sizes;
import org.tensorflow.ndarray.Shape;

/**
 * The projection of a warp for pictures: an image itself, a volume along its depth.
 *
 * @param size of the output: {@code [H', W']} or {@code [D', H', W']}
 */
public record FrontView(Shape size) {

  private static final int PLANE = 2;
  private static final int SPACE = 3;

  /** Checks the number of axes. */
  public FrontView {
    if (size.numDimensions() != PLANE && size.numDimensions() != SPACE) {
      throw new IllegalArgumentException(
          "size: expected [H', W'] or [D', H', W'] but got " + Sizes.text(size));
    }
  }

  /** {@return rows H' of the output} */
  public int height() {
    return Math.toIntExact(size.get(-2));
  }

  /** {@return columns W' of the output} */
  public int width() {
    return Math.toIntExact(size.get(-1));
  }

  /**
   * The sampling grid of an output; of a volume its middle slice.
   *
   * @param grid of n outputs, row-major, {@code [n, H', W', 2]} or {@code [n, D', H', W', 3]}
   * @return {@code [n, H', W', 2]}, {@code (x, y)}; an image's grid itself
   */
  public float[] grid(float[] grid) {
    if (size.numDimensions() == PLANE) {
      return grid;
    }
    int slice = height() * width();
    float[] middle = new float[grid.length / SPACE / depth() * PLANE];
    for (int i = 0; i < middle.length / PLANE; i++) {
      int point = (i / slice * depth() + depth() / 2) * slice + i % slice;
      System.arraycopy(grid, point * SPACE, middle, i * PLANE, PLANE);
    }
    return middle;
  }

  /**
   * The picture of an output; of a volume the maximum along the depth.
   *
   * @param v n outputs, row-major, {@code [n, H', W', C]} or {@code [n, D', H', W', C]}
   * @param channels C
   * @return {@code [n, H', W', C]}; an image itself
   */
  public float[] picture(float[] v, int channels) {
    if (size.numDimensions() == PLANE) {
      return v;
    }
    int slice = height() * width() * channels;
    float[] brightest = new float[v.length / depth()];
    for (int i = 0; i < brightest.length; i++) {
      int first = i / slice * depth() * slice + i % slice;
      brightest[i] = v[first];
      for (int z = 1; z < depth(); z++) {
        brightest[i] = Math.max(brightest[i], v[first + z * slice]);
      }
    }
    return brightest;
  }

  private int depth() {
    return Math.toIntExact(size.get(0));
  }
}
