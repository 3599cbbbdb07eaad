package org.stnjava.ops.sample.loop;

/** Pixels of one channel, for which a loop over channels would take longer than its body. */
final class GrayPixels extends Pixels {

  GrayPixels(SamplingCall call) {
    super(call);
  }

  @Override
  void slopesInside(PointRow row, float[] dv, int from, float[] dx, float[] dy) {
    float[] u = values;
    int[] corner = row.corner;
    for (int i = 0; i < corner.length; i++) {
      int pixel = corner[i];
      if (pixel >= 0) {
        float upperLeft = u[pixel];
        float lowerLeft = u[pixel + width];
        float top = u[pixel + 1] - upperLeft;
        float change = u[pixel + width + 1] - lowerLeft - top;
        dx[i] = dv[from + i] * (top + row.below[i] * change);
        dy[i] = dv[from + i] * (lowerLeft - upperLeft + row.right[i] * change);
      }
    }
  }

  @Override
  void slopesEdge(PointRow row, int point, float[] dv, int at, float[] dx, float[] dy) {
    int x = row.column[point];
    int y = row.row[point];
    float upperLeft = pixel(x, y);
    float lowerLeft = pixel(x, y + 1);
    float top = pixel(x + 1, y) - upperLeft;
    float change = pixel(x + 1, y + 1) - lowerLeft - top;
    dx[point] = dv[at] * (top + row.below[point] * change);
    dy[point] = dv[at] * (lowerLeft - upperLeft + row.right[point] * change);
  }

  @Override
  void addInside(PointRow row, float[] dv, int from) {
    float[] du = values;
    int[] corner = row.corner;
    for (int i = 0; i < corner.length; i++) {
      int pixel = corner[i];
      if (pixel >= 0) {
        float below = row.below[i] * dv[from + i];
        float above = dv[from + i] - below;
        float aboveRight = above * row.right[i];
        float belowRight = below * row.right[i];
        du[pixel] += above - aboveRight;
        du[pixel + 1] += aboveRight;
        du[pixel + width] += below - belowRight;
        du[pixel + width + 1] += belowRight;
      }
    }
  }

  @Override
  void addEdge(PointRow row, int point, float[] dv, int at) {
    int x = row.column[point];
    int y = row.row[point];
    float below = row.below[point] * dv[at];
    float above = dv[at] - below;
    float right = row.right[point];
    add(x, y, above - above * right);
    add(x + 1, y, above * right);
    add(x, y + 1, below - below * right);
    add(x + 1, y + 1, below * right);
  }

  /** The value at a column and a row, of the image or of the padding. */
  private float pixel(int x, int y) {
    if (isInside(x, y)) {
      return values[y * width + x];
    }
    return hidesOutside ? outside[0] : values[nearest(x, y)];
  }

  private void add(int x, int y, float gradient) {
    if (isInside(x, y)) {
      values[y * width + x] += gradient;
    } else if (!hidesOutside) {
      values[nearest(x, y)] += gradient;
    }
  }
}
