package org.stnjava.train.experiment;

/** The border of a sampling grid: the outline of the region that a transformer reads. */
final class GridOutline {

  /** Points a side: enough for a curved border to look curved. */
  private static final int STEPS = 7;

  private GridOutline() {}

  /** The points of the output's border, clockwise from its top left corner, as x, y, x, y, …. */
  static float[] of(float[] grid, int height, int width) {
    float[] outline = new float[4 * STEPS * 2];
    for (int side = 0; side < 4; side++) {
      for (int step = 0; step < STEPS; step++) {
        double along = (double) step / STEPS;
        double row = new double[] {0, along, 1, 1 - along}[side] * height - 0.5;
        double column = new double[] {along, 1, 1 - along, 0}[side] * width - 0.5;
        int point = (side * STEPS + step) * 2;
        outline[point] = (float) at(grid, height, width, row, column, 0);
        outline[point + 1] = (float) at(grid, height, width, row, column, 1);
      }
    }
    return outline;
  }

  /** The rotation of an outline, in degrees: that of the nearest similarity. */
  static double rotation(float[] outline) {
    double[] right = difference(outline, 1, 0);
    double[] down = difference(outline, 3, 0);
    return Math.toDegrees(Math.atan2(right[1] - down[0], right[0] + down[1]));
  }

  /** From one corner to another; corners are numbered clockwise. */
  private static double[] difference(float[] outline, int to, int from) {
    int end = to * STEPS * 2;
    int begin = from * STEPS * 2;
    return new double[] {outline[end] - outline[begin], outline[end + 1] - outline[begin + 1]};
  }

  /** The grid between its points, and beyond the outer ones by half a pixel. */
  private static double at(
      float[] grid, int height, int width, double row, double column, int coordinate) {
    int top = cell(row, height);
    int left = cell(column, width);
    int down = Math.min(top + 1, height - 1);
    int right = Math.min(left + 1, width - 1);
    double y = row - top;
    double x = column - left;
    double above =
        mix(
            value(grid, width, top, left, coordinate),
            value(grid, width, top, right, coordinate),
            x);
    double below =
        mix(
            value(grid, width, down, left, coordinate),
            value(grid, width, down, right, coordinate),
            x);
    return mix(above, below, y);
  }

  private static double value(float[] grid, int width, int row, int column, int coordinate) {
    return grid[(row * width + column) * 2 + coordinate];
  }

  private static double mix(double from, double to, double share) {
    return from + (to - from) * share;
  }

  /** The first of the two points that a position lies between or is extended from. */
  private static int cell(double position, int size) {
    return (int) Math.max(0, Math.min(Math.floor(position), size - 2));
  }
}
