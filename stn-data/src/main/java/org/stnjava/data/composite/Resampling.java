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
  private static final double FARTHEST = 1 << 28;

  private final Canvas canvas;
  private final Edge edge;
  private final byte[] before;

  private Resampling(Canvas canvas, Edge edge) {
    this.canvas = canvas;
    this.edge = edge;
    int size = canvas.height() * canvas.width() * canvas.channels();
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
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float toRight = (float) (x - left);
    float toBottom = (float) (y - top);
    int x0 = edge.index(left, canvas.width());
    int x1 = edge.index(left + 1, canvas.width());
    int y0 = edge.index(top, canvas.height());
    int y1 = edge.index(top + 1, canvas.height());
    for (int channel = 0; channel < canvas.channels(); channel++) {
      float upper = value(x0, y0, channel) * (1 - toRight) + value(x1, y0, channel) * toRight;
      float lower = value(x0, y1, channel) * (1 - toRight) + value(x1, y1, channel) * toRight;
      canvas.pixels()[to + channel] =
          (byte) (int) (upper * (1 - toBottom) + lower * toBottom + 0.5f);
    }
  }

  private int value(int x, int y, int channel) {
    return x < 0 || y < 0
        ? 0
        : before[(y * canvas.width() + x) * canvas.channels() + channel] & 0xff;
  }
}
