package org.stnjava.data.distortion;

import org.stnjava.data.Placement;

/** By how much each pixel of a canvas looks beside itself, in pixels, {@code [height, width]}. */
@SuppressWarnings("ArrayRecordComponent") // Lives within one distortion.
record Displacement(int height, int width, float[] x, float[] y) {

  /**
   * Enough for what the paper draws: a move of 1.5 pixels over a lattice of 9 changes by a quarter
   * of a pixel a pixel, and each round shrinks the error by that factor.
   */
  private static final int ROUNDS = 16;

  /**
   * Returns where the middle of the source landed: the point p with p + displacement(p) = middle.
   */
  Placement placement(double scale) {
    double middleX = 0.5 * (width - 1);
    double middleY = 0.5 * (height - 1);
    double atX = middleX;
    double atY = middleY;
    for (int i = 0; i < ROUNDS; i++) {
      double nextX = middleX - at(x, atX, atY);
      atY = middleY - at(y, atX, atY);
      atX = nextX;
    }
    return new Placement(0, scale, atX + 0.5, atY + 0.5);
  }

  private double at(float[] field, double px, double py) {
    double insideX = Math.min(Math.max(px, 0), width - 1);
    double insideY = Math.min(Math.max(py, 0), height - 1);
    int left = Math.max(0, Math.min((int) insideX, width - 2));
    int top = Math.max(0, Math.min((int) insideY, height - 2));
    int right = Math.min(left + 1, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    double dx = insideX - left;
    double dy = insideY - top;
    double upper = field[top * width + left] * (1 - dx) + field[top * width + right] * dx;
    double lower = field[bottom * width + left] * (1 - dx) + field[bottom * width + right] * dx;
    return upper * (1 - dy) + lower * dy;
  }
}
