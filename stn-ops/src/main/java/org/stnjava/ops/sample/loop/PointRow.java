package org.stnjava.ops.sample.loop;

/** A row of an output's points: which pixels they read, and with which weights. */
final class PointRow {

  /** The number of sums that {@link #sum} computes. */
  static final int SUMS = 4;

  /** The {@link #corner} of a point that reads pixels inside and outside the image. */
  static final int AT_EDGE = -1;

  /** The {@link #corner} of a point that reads no pixel of the image. */
  static final int NOWHERE = -2;

  /** Where the second row of a matrix of two rows and three columns begins. */
  private static final int SECOND_ROW = 3;

  /**
   * The index of the upper left of the four pixels that each point reads, if all are in the image;
   * else {@link #AT_EDGE} or {@link #NOWHERE}.
   */
  final int[] corner;

  /** The weights of the right and the lower pixels. */
  final float[] right;

  final float[] below;

  /** The column and row of the upper left pixel, of points at the edge. */
  final int[] column;

  final int[] row;

  /** The points' coordinates. */
  final AxisPoints x;

  final AxisPoints y;

  private final SamplingCall call;
  private final float[] argument;
  private final float[] targetX;
  private final float[] targetY;
  private boolean hasEdge;

  PointRow(SamplingCall call) {
    int points = call.width();
    this.call = call;
    this.corner = new int[points];
    this.right = new float[points];
    this.below = new float[points];
    this.column = new int[points];
    this.row = new int[points];
    this.x = new AxisPoints(points, call.imageWidth(), call.padding(), call.coordinates());
    this.y = new AxisPoints(points, call.imageHeight(), call.padding(), call.coordinates());
    this.argument = new float[call.argumentElements()];
    this.targetX = centers(call, points);
    this.targetY = centers(call, call.height());
  }

  private static float[] centers(SamplingCall call, int size) {
    double[] values = call.coordinates().centers(size);
    float[] centers = new float[size];
    for (int i = 0; i < size; i++) {
      centers[i] = (float) values[i];
    }
    return centers;
  }

  /** Reads the matrix or the grid of an image. */
  void select(int image) {
    call.readArgument(image, argument);
  }

  /** Computes the points of one row of the image's output. */
  void place(int targetRow) {
    if (call.hasMatrices()) {
      move(x.points, 0, targetY[targetRow]);
      move(y.points, SECOND_ROW, targetY[targetRow]);
    } else {
      take(2 * targetRow * corner.length);
    }
    x.toPixels();
    y.toPixels();
    locate(x.points, y.points);
  }

  /** One row of the matrix, times the target grid's points. */
  private void move(float[] into, int from, float target) {
    float slope = argument[from];
    float start = argument[from + 1] * target + argument[from + 2];
    for (int i = 0; i < into.length; i++) {
      into[i] = slope * targetX[i] + start;
    }
  }

  private void take(int from) {
    for (int i = 0; i < corner.length; i++) {
      x.points[i] = argument[from + 2 * i];
      y.points[i] = argument[from + 2 * i + 1];
    }
  }

  private void locate(float[] xs, float[] ys) {
    int width = x.size;
    int height = y.size;
    float nearX = x.tolerance;
    float nearY = y.tolerance;
    int least = 0;
    for (int i = 0; i < corner.length; i++) {
      if (!(xs[i] > -1 && xs[i] < width && ys[i] > -1 && ys[i] < height)) { // NaN reads no pixel
        corner[i] = NOWHERE;
        least = NOWHERE;
        continue;
      }
      int left = floor(xs[i] + nearX);
      int above = floor(ys[i] + nearY);
      float fromLeft = xs[i] - left;
      float fromAbove = ys[i] - above;
      right[i] = fromLeft <= nearX ? 0 : fromLeft;
      below[i] = fromAbove <= nearY ? 0 : fromAbove;
      column[i] = left;
      row[i] = above;
      boolean inside = (left | above) >= 0 && left < width - 1 && above < height - 1;
      corner[i] = inside ? above * width + left : AT_EDGE;
      least = Math.min(least, corner[i]);
    }
    hasEdge = least < 0;
  }

  /** Whether some of the row's points read something outside the image. */
  boolean hasEdge() {
    return hasEdge;
  }

  /** The greatest integer up to a value above -2. */
  private static int floor(float value) {
    return (int) (value + 2) - 2;
  }

  /**
   * Sums over the row: of the gradients with respect to normalized coordinates along x and y, each
   * times the points' target coordinates along x, and times 1.
   *
   * @param dx gradients with respect to pixel coordinates
   */
  void sum(float[] dx, float[] dy, double[] sums, int to) {
    float[] slopeX = x.slope;
    float[] slopeY = y.slope;
    double momentX = 0;
    double totalX = 0;
    double momentY = 0;
    double totalY = 0;
    for (int i = 0; i < dx.length; i++) {
      double gradientX = dx[i] * slopeX[i];
      double gradientY = dy[i] * slopeY[i];
      momentX += gradientX * targetX[i];
      totalX += gradientX;
      momentY += gradientY * targetX[i];
      totalY += gradientY;
    }
    sums[to] = momentX;
    sums[to + 1] = totalX;
    sums[to + 2] = momentY;
    sums[to + 3] = totalY;
  }

  /** Converts gradients with respect to pixel coordinates to those of a grid's points. */
  void scale(float[] dx, float[] dy, float[] gradient, int to) {
    for (int i = 0; i < dx.length; i++) {
      gradient[to + 2 * i] = dx[i] * x.slope[i];
      gradient[to + 2 * i + 1] = dy[i] * y.slope[i];
    }
  }

  /** The row's target coordinate along y. */
  float target(int targetRow) {
    return targetY[targetRow];
  }
}
