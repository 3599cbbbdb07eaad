package org.stnjava.ops.sample.loop;

/**
 * The image that points read, or the gradient that they add to.
 *
 * <p>Most points have all their four pixels in the image. Those at the edge are computed in a
 * second loop, because Java's compiler repeats the bounds checks of arrays in a loop that calls
 * methods.
 */
abstract sealed class Pixels permits GrayPixels, ChannelPixels {

  /** Height, width and channels, row-major; 0 at first, as a gradient needs. */
  final float[] values;

  /** Of the image. */
  final int width;

  /** Of the image. */
  final int height;

  /** Whether a constant is read outside the image. */
  final boolean hidesOutside;

  /** The constant outside, one value a channel. */
  final float[] outside;

  final int channels;

  /** Pixels for the gradients of a call. */
  static Pixels of(SamplingCall call) {
    return call.channels() == 1 ? new GrayPixels(call) : new ChannelPixels(call);
  }

  Pixels(SamplingCall call) {
    this.values = new float[call.imageElements()];
    this.width = call.imageWidth();
    this.height = call.imageHeight();
    this.hidesOutside = call.padding() == LoopPadding.CONSTANT;
    this.outside = call.outside();
    this.channels = call.channels();
  }

  /**
   * The gradients of a row's points along x and y, without their {@link AxisPoints#slope}.
   *
   * @param dv the gradient of the points' samples, from an index on
   */
  final void slopes(PointRow row, float[] dv, int from, float[] dx, float[] dy) {
    slopesInside(row, dv, from, dx, dy);
    for (int i = 0; i < row.corner.length && row.hasEdge(); i++) {
      if (row.corner[i] == PointRow.NOWHERE) {
        dx[i] = 0;
        dy[i] = 0;
      } else if (row.corner[i] == PointRow.AT_EDGE) {
        slopesEdge(row, i, dv, from + i * channels, dx, dy);
      }
    }
  }

  /** Adds a row's gradient to the pixels that its points read. */
  final void add(PointRow row, float[] dv, int from) {
    addInside(row, dv, from);
    for (int i = 0; i < row.corner.length && row.hasEdge(); i++) {
      if (row.corner[i] == PointRow.AT_EDGE) {
        addEdge(row, i, dv, from + i * channels);
      }
    }
  }

  abstract void slopesInside(PointRow row, float[] dv, int from, float[] dx, float[] dy);

  abstract void slopesEdge(PointRow row, int point, float[] dv, int at, float[] dx, float[] dy);

  abstract void addInside(PointRow row, float[] dv, int from);

  abstract void addEdge(PointRow row, int point, float[] dv, int at);

  final boolean isInside(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height;
  }

  /** The index of the pixel of the image that is nearest to a column and a row. */
  final int nearest(int x, int y) {
    return Math.max(0, Math.min(y, height - 1)) * width + Math.max(0, Math.min(x, width - 1));
  }
}
