package org.stnjava.train.experiment;

/** The border of a sampling grid: what a transformer attends to. */
final class GridOutline {

  /** Points a side: enough for a curved border to look curved. */
  private static final int STEPS = 7;

  private GridOutline() {}

  /** The border's points, clockwise from the first output pixel, as x, y, x, y, …. */
  static float[] of(float[] grid, int height, int width) {
    float[] outline = new float[4 * STEPS * 2];
    for (int side = 0; side < 4; side++) {
      for (int step = 0; step < STEPS; step++) {
        double along = (double) step / STEPS;
        int row = at(new double[] {0, along, 1, 1 - along}[side], height);
        int column = at(new double[] {along, 1, 1 - along, 0}[side], width);
        int point = (row * width + column) * 2;
        outline[(side * STEPS + step) * 2] = grid[point];
        outline[(side * STEPS + step) * 2 + 1] = grid[point + 1];
      }
    }
    return outline;
  }

  private static int at(double share, int size) {
    return (int) Math.round(share * (size - 1));
  }
}
