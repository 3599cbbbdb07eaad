package org.stnjava.ops.sample.loop;

import java.util.Arrays;

/** Pixels of any number of channels. */
final class ChannelPixels extends Pixels {

  private static final int CORNERS = 4;

  private final int rowElements;

  ChannelPixels(SamplingCall call) {
    super(call);
    this.rowElements = width * channels;
  }

  /** Writes the samples of a row of points to the output, from an index on. */
  void read(PointRow row, float[] v, int from) {
    readInside(row, v, from);
    for (int i = 0; i < row.corner.length && row.hasEdge(); i++) {
      if (row.corner[i] == PointRow.NOWHERE) {
        System.arraycopy(outside, 0, v, from + i * channels, channels);
      } else if (row.corner[i] == PointRow.AT_EDGE) {
        readEdge(row, i, v, from + i * channels);
      }
    }
  }

  private void readInside(PointRow row, float[] v, int from) {
    for (int i = 0; i < row.corner.length; i++) {
      if (row.corner[i] >= 0) {
        int pixel = row.corner[i] * channels;
        float right = row.right[i];
        float below = row.below[i];
        mix(values, pixel, rowElements, right, below, v, from + i * channels, channels);
      }
    }
  }

  private static void mix(
      float[] u, int pixel, int row, float right, float below, float[] v, int to, int channels) {
    float upperLeft = (1 - below) * (1 - right);
    float upperRight = (1 - below) * right;
    float lowerLeft = below * (1 - right);
    float lowerRight = below * right;
    int next = pixel + channels;
    int lower = pixel + row;
    int lowerNext = next + row;
    for (int c = 0; c < channels; c++) {
      v[to + c] =
          upperLeft * u[pixel + c]
              + upperRight * u[next + c]
              + lowerLeft * u[lower + c]
              + lowerRight * u[lowerNext + c];
    }
  }

  private void readEdge(PointRow row, int point, float[] v, int to) {
    Arrays.fill(v, to, to + channels, 0);
    for (int corner = 0; corner < CORNERS; corner++) {
      float weight = weight(row, point, corner);
      float[] source = isRead(row, point, corner) ? values : outside;
      int from = start(row, point, corner);
      for (int c = 0; c < channels && weight != 0; c++) {
        v[to + c] += weight * source[from + c];
      }
    }
  }

  @Override
  void slopesInside(PointRow row, float[] dv, int from, float[] dx, float[] dy) {
    float[] u = values;
    for (int i = 0; i < row.corner.length; i++) {
      if (row.corner[i] >= 0) {
        int pixel = row.corner[i] * channels;
        int lower = pixel + rowElements;
        int at = from + i * channels;
        float top = 0;
        float bottom = 0;
        float left = 0;
        for (int c = 0; c < channels; c++) {
          float upperLeft = u[pixel + c];
          float lowerLeft = u[lower + c];
          top += dv[at + c] * (u[pixel + channels + c] - upperLeft);
          bottom += dv[at + c] * (u[lower + channels + c] - lowerLeft);
          left += dv[at + c] * (lowerLeft - upperLeft);
        }
        dx[i] = top + row.below[i] * (bottom - top);
        dy[i] = left + row.right[i] * (bottom - top);
      }
    }
  }

  @Override
  void slopesEdge(PointRow row, int point, float[] dv, int at, float[] dx, float[] dy) {
    float[] products = new float[CORNERS];
    for (int corner = 0; corner < CORNERS; corner++) {
      float[] source = isRead(row, point, corner) ? values : outside;
      int from = start(row, point, corner);
      for (int c = 0; c < channels; c++) {
        products[corner] += dv[at + c] * source[from + c];
      }
    }
    float top = products[1] - products[0];
    float bottom = products[3] - products[2];
    dx[point] = top + row.below[point] * (bottom - top);
    dy[point] = products[2] - products[0] + row.right[point] * (bottom - top);
  }

  @Override
  void addInside(PointRow row, float[] dv, int from) {
    for (int i = 0; i < row.corner.length; i++) {
      if (row.corner[i] >= 0) {
        int pixel = row.corner[i] * channels;
        int lower = pixel + rowElements;
        int at = from + i * channels;
        float right = row.right[i];
        float below = row.below[i];
        add(values, pixel, (1 - below) * (1 - right), dv, at, channels);
        add(values, pixel + channels, (1 - below) * right, dv, at, channels);
        add(values, lower, below * (1 - right), dv, at, channels);
        add(values, lower + channels, below * right, dv, at, channels);
      }
    }
  }

  private static void add(float[] du, int to, float weight, float[] dv, int from, int channels) {
    for (int c = 0; c < channels; c++) {
      du[to + c] += weight * dv[from + c];
    }
  }

  @Override
  void addEdge(PointRow row, int point, float[] dv, int at) {
    for (int corner = 0; corner < CORNERS; corner++) {
      if (isRead(row, point, corner)) {
        int to = start(row, point, corner);
        add(values, to, weight(row, point, corner), dv, at, channels);
      }
    }
  }

  private static float weight(PointRow row, int point, int corner) {
    float right = (corner & 1) == 0 ? 1 - row.right[point] : row.right[point];
    float below = (corner >> 1) == 0 ? 1 - row.below[point] : row.below[point];
    return right * below;
  }

  /** Whether one of a point's pixels is read from the image. */
  private boolean isRead(PointRow row, int point, int corner) {
    return !hidesOutside
        || isInside(row.column[point] + (corner & 1), row.row[point] + (corner >> 1));
  }

  /** The index of a pixel's first channel, in the image or in the constant outside. */
  private int start(PointRow row, int point, int corner) {
    return isRead(row, point, corner)
        ? nearest(row.column[point] + (corner & 1), row.row[point] + (corner >> 1)) * channels
        : 0;
  }
}
