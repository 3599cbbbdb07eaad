package org.stnjava.ops.sample;

/**
 * {@link LoopPixels} of one channel, for which an inner loop would take longer than what it does.
 */
final class LoopGrays extends LoopPixels {

  private final int width;
  private final int height;
  private final boolean hidesOutside;
  private final float outside;

  LoopGrays(LoopJob job) {
    super(job);
    this.width = job.imageWidth();
    this.height = job.imageHeight();
    this.hidesOutside = job.edge() == LoopEdge.CONSTANT;
    this.outside = job.outside()[0];
  }

  @Override
  void slopesInside(LoopRow row, float[] dv, int from, float[] dx, float[] dy) {
    float[] u = numbers;
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
  void slopesEdge(LoopRow row, int point, float[] dv, int at, float[] dx, float[] dy) {
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
  void addInside(LoopRow row, float[] dv, int from) {
    float[] du = numbers;
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
  void addEdge(LoopRow row, int point, float[] dv, int at) {
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

  private boolean isOn(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height;
  }

  /** What is seen at a pixel, of the image or of what lies outside. */
  private float pixel(int x, int y) {
    if (isOn(x, y)) {
      return numbers[y * width + x];
    }
    return hidesOutside ? outside : numbers[nearest(x, y)];
  }

  private void add(int x, int y, float gradient) {
    if (isOn(x, y)) {
      numbers[y * width + x] += gradient;
    } else if (!hidesOutside) {
      numbers[nearest(x, y)] += gradient;
    }
  }

  private int nearest(int x, int y) {
    return Math.max(0, Math.min(y, height - 1)) * width + Math.max(0, Math.min(x, width - 1));
  }
}
