package org.stnjava.ops.sample;

/**
 * The image that a loop reads, or the gradient that it adds to: what a point has to do with its
 * four pixels.
 *
 * <p>Most points have all four in the image, and have a short way; the others are looked at one
 * pixel after the other.
 */
final class LoopPixels {

  private static final int PIXELS = 4;

  /** Height, width and channels, row-major. */
  final float[] numbers;

  private final int channels;
  private final int rowNumbers;
  private final boolean hidesOutside;
  private final float[] outside;

  LoopPixels(LoopJob job) {
    this.numbers = new float[job.imageNumbers()];
    this.channels = job.channels();
    this.rowNumbers = job.imageWidth() * channels;
    this.hidesOutside = job.edge() == LoopEdge.CONSTANT;
    this.outside = job.outside();
  }

  /** Writes what a row of points reads, from a place of the output on. */
  void read(LoopRow row, float[] v, int from) {
    int to = from;
    for (int point = 0; point < row.x.pixel.length; point++) {
      if (row.x.isInside(point) && row.y.isInside(point)) {
        readInside(row.x, row.y, point, v, to);
      } else {
        readEdge(row.x, row.y, point, v, to);
      }
      to += channels;
    }
  }

  private void readInside(LoopAxis x, LoopAxis y, int point, float[] v, int to) {
    int upper = y.pixel[point] * rowNumbers + x.pixel[point] * channels;
    int lower = upper + rowNumbers;
    float right = x.fraction[point];
    float below = y.fraction[point];
    float left = 1 - right;
    float above = 1 - below;
    float upperLeft = above * left;
    float upperRight = above * right;
    float lowerLeft = below * left;
    float lowerRight = below * right;
    for (int c = 0; c < channels; c++) {
      v[to + c] =
          upperLeft * numbers[upper + c]
              + upperRight * numbers[upper + channels + c]
              + lowerLeft * numbers[lower + c]
              + lowerRight * numbers[lower + channels + c];
    }
  }

  private void readEdge(LoopAxis x, LoopAxis y, int point, float[] v, int to) {
    for (int c = 0; c < channels; c++) {
      v[to + c] = 0;
    }
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      float weight = weight(x, point, pixel & 1) * weight(y, point, pixel >> 1);
      float[] source = source(x, y, point, pixel);
      int from = start(x, y, point, pixel);
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
  void slopes(LoopRow row, float[] dv, int from, float[] dx, float[] dy) {
    int at = from;
    for (int point = 0; point < dx.length; point++) {
      if (row.x.isInside(point) && row.y.isInside(point)) {
        slopesInside(row.x, row.y, point, dv, at, dx, dy);
      } else {
        slopesEdge(row.x, row.y, point, dv, at, dx, dy);
      }
      at += channels;
    }
  }

  private void slopesInside(
      LoopAxis x, LoopAxis y, int point, float[] dv, int at, float[] dx, float[] dy) {
    int upper = y.pixel[point] * rowNumbers + x.pixel[point] * channels;
    int lower = upper + rowNumbers;
    float top = 0;
    float bottom = 0;
    float left = 0;
    for (int c = 0; c < channels; c++) {
      float upperLeft = numbers[upper + c];
      float lowerLeft = numbers[lower + c];
      top += dv[at + c] * (numbers[upper + channels + c] - upperLeft);
      bottom += dv[at + c] * (numbers[lower + channels + c] - lowerLeft);
      left += dv[at + c] * (lowerLeft - upperLeft);
    }
    dx[point] = top + y.fraction[point] * (bottom - top);
    dy[point] = left + x.fraction[point] * (bottom - top);
  }

  private void slopesEdge(
      LoopAxis x, LoopAxis y, int point, float[] dv, int at, float[] dx, float[] dy) {
    float along = 0;
    float down = 0;
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      float[] source = source(x, y, point, pixel);
      int from = start(x, y, point, pixel);
      float product = 0;
      for (int c = 0; c < channels; c++) {
        product += dv[at + c] * source[from + c];
      }
      along += ((pixel & 1) == 0 ? -product : product) * weight(y, point, pixel >> 1);
      down += ((pixel >> 1) == 0 ? -product : product) * weight(x, point, pixel & 1);
    }
    dx[point] = along;
    dy[point] = down;
  }

  /** Adds a row's gradient to the pixels that its points read. */
  void add(LoopRow row, float[] dv, int from) {
    int at = from;
    for (int point = 0; point < row.x.pixel.length; point++) {
      if (row.x.isInside(point) && row.y.isInside(point)) {
        addInside(row.x, row.y, point, dv, at);
      } else {
        addEdge(row.x, row.y, point, dv, at);
      }
      at += channels;
    }
  }

  private void addInside(LoopAxis x, LoopAxis y, int point, float[] dv, int at) {
    int upper = y.pixel[point] * rowNumbers + x.pixel[point] * channels;
    float right = x.fraction[point];
    float below = y.fraction[point];
    addPair(upper, (1 - below) * (1 - right), (1 - below) * right, dv, at);
    addPair(upper + rowNumbers, below * (1 - right), below * right, dv, at);
  }

  private void addPair(int pixel, float left, float right, float[] dv, int at) {
    for (int c = 0; c < channels; c++) {
      numbers[pixel + c] += left * dv[at + c];
    }
    for (int c = 0; c < channels; c++) {
      numbers[pixel + channels + c] += right * dv[at + c];
    }
  }

  private void addEdge(LoopAxis x, LoopAxis y, int point, float[] dv, int at) {
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      float weight = weight(x, point, pixel & 1) * weight(y, point, pixel >> 1);
      int to = start(x, y, point, pixel);
      for (int c = 0; c < channels && isRead(x, y, point, pixel); c++) {
        numbers[to + c] += weight * dv[at + c];
      }
    }
  }

  private static float weight(LoopAxis axis, int point, int next) {
    return next == 0 ? 1 - axis.fraction[point] : axis.fraction[point];
  }

  /** Whether one of a point's pixels is read out of the image. */
  private boolean isRead(LoopAxis x, LoopAxis y, int point, int pixel) {
    return !hidesOutside
        || (isOn(x, x.pixel[point] + (pixel & 1)) && isOn(y, y.pixel[point] + (pixel >> 1)));
  }

  private static boolean isOn(LoopAxis axis, int pixel) {
    return pixel >= 0 && pixel < axis.size;
  }

  private float[] source(LoopAxis x, LoopAxis y, int point, int pixel) {
    return isRead(x, y, point, pixel) ? numbers : outside;
  }

  /** Where a pixel's channels begin in its {@link #source}. */
  private int start(LoopAxis x, LoopAxis y, int point, int pixel) {
    return isRead(x, y, point, pixel)
        ? clip(y, y.pixel[point] + (pixel >> 1)) * rowNumbers
            + clip(x, x.pixel[point] + (pixel & 1)) * channels
        : 0;
  }

  private static int clip(LoopAxis axis, int pixel) {
    return Math.max(0, Math.min(pixel, axis.size - 1));
  }
}
