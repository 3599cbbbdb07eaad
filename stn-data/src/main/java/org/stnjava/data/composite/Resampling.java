package org.stnjava.data.composite;

import java.util.Arrays;
import org.stnjava.data.scene.Canvas;

/**
 * A bilinear resampling of an image in place; the identity, mirrors and shifts by whole pixels are
 * exact.
 */
final class Resampling {

  /** Keeps pixels that lie behind the viewer finite. */
  private static final double LEAST_DEPTH = 0.05;

  /** Far more than any image has pixels, and small enough for neighbors to be counted. */
  private static final int FARTHEST = 1 << 28;

  /** Added before a value is cut to an integer. */
  private static final float HALF = 0.5f;

  private final Canvas canvas;
  private final Edge edge;
  private final byte[] before;
  private final float[] sums;

  private Resampling(Canvas canvas, Edge edge) {
    this.canvas = canvas;
    this.edge = edge;
    int size = canvas.height() * canvas.width() * canvas.channels();
    sums = new float[canvas.channels()];
    before = Arrays.copyOfRange(canvas.pixels(), canvas.offset(), canvas.offset() + size);
  }

  static void apply(PlaneMap map, Edge edge, Canvas canvas) {
    if (!map.isIdentity()) {
      new Resampling(canvas, edge).apply(map.m());
    }
  }

  private void apply(double[] m) {
    double middleX = 0.5 * canvas.width() - 0.5;
    double middleY = 0.5 * canvas.height() - 0.5;
    int to = canvas.offset();
    for (int row = 0; row < canvas.height(); row++) {
      double y = row - middleY;
      for (int column = 0; column < canvas.width(); column++) {
        double x = column - middleX;
        double depth = Math.max(LEAST_DEPTH, m[6] * x + m[7] * y + m[8]);
        double fromX = (m[0] * x + m[1] * y + m[2]) / depth + middleX;
        double fromY = (m[3] * x + m[4] * y + m[5]) / depth + middleY;
        sample(limited(fromX), limited(fromY), to);
        to += canvas.channels();
      }
    }
  }

  private static double limited(double place) {
    return Math.max(-FARTHEST, Math.min(place, FARTHEST));
  }

  private void sample(double x, double y, int to) {
    int left = (int) (x + FARTHEST) - FARTHEST;
    int top = (int) (y + FARTHEST) - FARTHEST;
    float toRight = (float) (x - left);
    float toBottom = (float) (y - top);
    for (int i = 0; i < canvas.channels(); i++) {
      sums[i] = HALF;
    }
    add(left, top, (1 - toRight) * (1 - toBottom));
    add(left + 1, top, toRight * (1 - toBottom));
    add(left, top + 1, (1 - toRight) * toBottom);
    add(left + 1, top + 1, toRight * toBottom);
    for (int i = 0; i < canvas.channels(); i++) {
      canvas.pixels()[to + i] = (byte) (int) sums[i];
    }
  }

  private void add(int x, int y, float weight) {
    if (weight == 0) {
      return;
    }
    int column = x >= 0 && x < canvas.width() ? x : edge.index(x, canvas.width());
    int row = y >= 0 && y < canvas.height() ? y : edge.index(y, canvas.height());
    if (column == Edge.NOWHERE || row == Edge.NOWHERE) {
      return;
    }
    int from = (row * canvas.width() + column) * canvas.channels();
    for (int i = 0; i < canvas.channels(); i++) {
      sums[i] += weight * (before[from + i] & 0xff);
    }
  }
}
