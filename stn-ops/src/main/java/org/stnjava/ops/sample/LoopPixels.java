package org.stnjava.ops.sample;

import java.util.Arrays;

/**
 * The image that a loop reads, or the gradient that it adds to: what points have to do with their
 * four pixels.
 *
 * <p>Most points have all four in the image; those at the edge are looked at in a second loop,
 * because Java's compiler checks the bounds of arrays again and again in a loop that calls
 * something.
 */
class LoopPixels {

  private static final int PIXELS = 4;

  /** Height, width and channels, row-major. */
  final float[] numbers;

  private final int channels;
  private final int rowNumbers;
  private final boolean hidesOutside;
  private final float[] outside;

  /** Pixels that are read, or that start at 0 and are added to. */
  static LoopPixels of(LoopJob job) {
    return job.channels() == 1 ? new LoopGrays(job) : new LoopPixels(job);
  }

  LoopPixels(LoopJob job) {
    this.numbers = new float[job.imageNumbers()];
    this.channels = job.channels();
    this.rowNumbers = job.imageWidth() * channels;
    this.hidesOutside = job.edge() == LoopEdge.CONSTANT;
    this.outside = job.outside();
  }

  /** Writes what a row of points reads, from a place of the output on. */
  final void read(LoopRow row, float[] v, int from) {
    readInside(row, v, from);
    for (int i = 0; i < row.corner.length && row.hasEdge(); i++) {
      if (row.corner[i] == LoopRow.NOWHERE) {
        System.arraycopy(outside, 0, v, from + i * channels, channels);
      } else if (row.corner[i] == LoopRow.AT_EDGE) {
        readEdge(row, i, v, from + i * channels);
      }
    }
  }

  private void readInside(LoopRow row, float[] v, int from) {
    for (int i = 0; i < row.corner.length; i++) {
      if (row.corner[i] >= 0) {
        int pixel = row.corner[i] * channels;
        float right = row.right[i];
        float below = row.below[i];
        mix(numbers, pixel, rowNumbers, right, below, v, from + i * channels, channels);
      }
    }
  }

  private static void mix(
      float[] u, int pixel, int row, float right, float below, float[] v, int to, int channels) {
    float upperLeft = (1 - below) * (1 - right);
    float upperRight = (1 - below) * right;
    float lowerLeft = below * (1 - right);
    float lowerRight = below * right;
    int next = pixel + channels;
    int lower = pixel + row;
    int lowerNext = next + row;
    for (int c = 0; c < channels; c++) {
      v[to + c] =
          upperLeft * u[pixel + c]
              + upperRight * u[next + c]
              + lowerLeft * u[lower + c]
              + lowerRight * u[lowerNext + c];
    }
  }

  private void readEdge(LoopRow row, int point, float[] v, int to) {
    Arrays.fill(v, to, to + channels, 0);
    for (int corner = 0; corner < PIXELS; corner++) {
      float weight = weight(row, point, corner);
      float[] source = isRead(row, point, corner) ? numbers : outside;
      int from = start(row, point, corner);
      for (int c = 0; c < channels && weight != 0; c++) {
        v[to + c] += weight * source[from + c];
      }
    }
  }

  /**
   * The gradients of a row's points along x and y, without their {@link LoopAxis#slope}.
   *
   * @param dv the gradient of what the points read, from a place on
   */
  final void slopes(LoopRow row, float[] dv, int from, float[] dx, float[] dy) {
    slopesInside(row, dv, from, dx, dy);
    for (int i = 0; i < row.corner.length && row.hasEdge(); i++) {
      if (row.corner[i] == LoopRow.NOWHERE) {
        dx[i] = 0;
        dy[i] = 0;
      } else if (row.corner[i] == LoopRow.AT_EDGE) {
        slopesEdge(row, i, dv, from + i * channels, dx, dy);
      }
    }
  }

  void slopesInside(LoopRow row, float[] dv, int from, float[] dx, float[] dy) {
    float[] u = numbers;
    for (int i = 0; i < row.corner.length; i++) {
      if (row.corner[i] >= 0) {
        int pixel = row.corner[i] * channels;
        int lower = pixel + rowNumbers;
        int at = from + i * channels;
        float top = 0;
        float bottom = 0;
        float left = 0;
        for (int c = 0; c < channels; c++) {
          float upperLeft = u[pixel + c];
          float lowerLeft = u[lower + c];
          top += dv[at + c] * (u[pixel + channels + c] - upperLeft);
          bottom += dv[at + c] * (u[lower + channels + c] - lowerLeft);
          left += dv[at + c] * (lowerLeft - upperLeft);
        }
        dx[i] = top + row.below[i] * (bottom - top);
        dy[i] = left + row.right[i] * (bottom - top);
      }
    }
  }

  void slopesEdge(LoopRow row, int point, float[] dv, int at, float[] dx, float[] dy) {
    float[] products = new float[PIXELS];
    for (int corner = 0; corner < PIXELS; corner++) {
      float[] source = isRead(row, point, corner) ? numbers : outside;
      int from = start(row, point, corner);
      for (int c = 0; c < channels; c++) {
        products[corner] += dv[at + c] * source[from + c];
      }
    }
    float top = products[1] - products[0];
    float bottom = products[3] - products[2];
    dx[point] = top + row.below[point] * (bottom - top);
    dy[point] = products[2] - products[0] + row.right[point] * (bottom - top);
  }

  /** Adds a row's gradient to the pixels that its points read. */
  final void add(LoopRow row, float[] dv, int from) {
    addInside(row, dv, from);
    for (int i = 0; i < row.corner.length && row.hasEdge(); i++) {
      if (row.corner[i] == LoopRow.AT_EDGE) {
        addEdge(row, i, dv, from + i * channels);
      }
    }
  }

  void addInside(LoopRow row, float[] dv, int from) {
    for (int i = 0; i < row.corner.length; i++) {
      if (row.corner[i] >= 0) {
        int pixel = row.corner[i] * channels;
        int lower = pixel + rowNumbers;
        int at = from + i * channels;
        float right = row.right[i];
        float below = row.below[i];
        add(numbers, pixel, (1 - below) * (1 - right), dv, at, channels);
        add(numbers, pixel + channels, (1 - below) * right, dv, at, channels);
        add(numbers, lower, below * (1 - right), dv, at, channels);
        add(numbers, lower + channels, below * right, dv, at, channels);
      }
    }
  }

  private static void add(float[] du, int to, float weight, float[] dv, int from, int channels) {
    for (int c = 0; c < channels; c++) {
      du[to + c] += weight * dv[from + c];
    }
  }

  void addEdge(LoopRow row, int point, float[] dv, int at) {
    for (int corner = 0; corner < PIXELS; corner++) {
      if (isRead(row, point, corner)) {
        int to = start(row, point, corner);
        add(numbers, to, weight(row, point, corner), dv, at, channels);
      }
    }
  }

  private static float weight(LoopRow row, int point, int corner) {
    float right = (corner & 1) == 0 ? 1 - row.right[point] : row.right[point];
    float below = (corner >> 1) == 0 ? 1 - row.below[point] : row.below[point];
    return right * below;
  }

  /** Whether one of a point's pixels is read out of the image. */
  private boolean isRead(LoopRow row, int point, int corner) {
    return !hidesOutside
        || (isOn(row.x, row.column[point] + (corner & 1))
            && isOn(row.y, row.row[point] + (corner >> 1)));
  }

  private static boolean isOn(LoopAxis axis, int pixel) {
    return pixel >= 0 && pixel < axis.size;
  }

  /** Where a pixel's channels begin, in the image or in what is read outside. */
  private int start(LoopRow row, int point, int corner) {
    return isRead(row, point, corner)
        ? clip(row.y, row.row[point] + (corner >> 1)) * rowNumbers
            + clip(row.x, row.column[point] + (corner & 1)) * channels
        : 0;
  }

  private static int clip(LoopAxis axis, int pixel) {
    return Math.max(0, Math.min(pixel, axis.size - 1));
  }
}
