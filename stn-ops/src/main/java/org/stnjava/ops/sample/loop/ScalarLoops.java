package org.stnjava.ops.sample.loop;

import java.util.Arrays;

/** One number after the other. */
final class ScalarLoops implements Loops {

  /** Adding and subtracting it rounds a float of less than 2²² to the nearest whole number. */
  static final float ROUND = 0x1.8p23f;

  @Override
  public void split(AxisTaps axis, boolean nearest, int[] base, int stride, int points) {
    float reach = axis.radius;
    float high = axis.size - 1 + reach;
    for (int i = 0; i < points; i++) {
      float x = axis.points[i];
      if (axis.hidesOutside && !(x > -reach && x < high)) {
        x = -reach - 1;
      }
      float rounded = (x + ROUND) - ROUND;
      float snapped = Math.abs(rounded - x) <= axis.tolerance ? rounded : x;
      float whole = !nearest && rounded > snapped ? rounded - 1 : rounded;
      base[i] += ((int) whole) * stride;
      axis.fraction[i] = snapped - whole;
    }
  }

  @Override
  public void read(
      float[] u,
      int offset,
      int stride,
      int[] rowOffset,
      int[] base,
      float[][] weight,
      float[][] rowWeight,
      float[] v,
      int points) {
    for (int i = 0; i < points; i++) {
      float sum = 0;
      for (int row = 0; row < rowOffset.length; row++) {
        int from = offset + rowOffset[row] + base[i];
        float value = weight[0][i] * u[from];
        for (int tap = 1; tap < weight.length; tap++) {
          value += weight[tap][i] * u[from + tap * stride];
        }
        sum += rowWeight[row][i] * value;
      }
      v[i] = sum;
    }
  }

  @Override
  public void addSlopes(
      float[] u,
      int offset,
      int stride,
      int[] rowOffset,
      int[] base,
      float[][] weight,
      float[][] slope,
      float[][] rowWeight,
      float[][][] rowSlope,
      float[] factor,
      float[][] sums,
      int points) {
    float[] gradient = new float[sums.length];
    for (int i = 0; i < points; i++) {
      Arrays.fill(gradient, 0);
      for (int row = 0; row < rowOffset.length; row++) {
        int from = offset + rowOffset[row] + base[i];
        float value = weight[0][i] * u[from];
        float change = slope[0][i] * u[from];
        for (int tap = 1; tap < weight.length; tap++) {
          value += weight[tap][i] * u[from + tap * stride];
          change += slope[tap][i] * u[from + tap * stride];
        }
        gradient[0] += rowWeight[row][i] * change;
        for (int axis = 1; axis < gradient.length; axis++) {
          gradient[axis] += rowSlope[axis - 1][row][i] * value;
        }
      }
      for (int axis = 0; axis < gradient.length; axis++) {
        sums[axis][i] += factor[i] * gradient[axis];
      }
    }
  }

  @Override
  public void bilinear(
      float[] u,
      int offset,
      int stride,
      int row,
      int[] base,
      float[] x,
      float[] y,
      float[] v,
      int points) {
    for (int i = 0; i < points; i++) {
      int from = offset + base[i];
      float left = 1 - x[i];
      float top = left * u[from] + x[i] * u[from + stride];
      float bottom = left * u[from + row] + x[i] * u[from + row + stride];
      v[i] = (1 - y[i]) * top + y[i] * bottom;
    }
  }

  @Override
  public void addBilinearSlopes(
      float[] u,
      int offset,
      int stride,
      int row,
      int[] base,
      float[] x,
      float[] y,
      float[] factor,
      float[] dx,
      float[] dy,
      int points) {
    for (int i = 0; i < points; i++) {
      int from = offset + base[i];
      float upperLeft = u[from];
      float upperRight = u[from + stride];
      float lowerLeft = u[from + row];
      float lowerRight = u[from + row + stride];
      float above = 1 - y[i];
      float left = 1 - x[i];
      dx[i] += factor[i] * (above * (upperRight - upperLeft) + y[i] * (lowerRight - lowerLeft));
      dy[i] += factor[i] * (left * (lowerLeft - upperLeft) + x[i] * (lowerRight - upperRight));
    }
  }

  @Override
  public void readRows(
      float[] u,
      int[] rowOffset,
      int[] base,
      float[][] rowWeight,
      float[] row,
      int width,
      int points) {
    for (int i = 0; i < points; i++) {
      Arrays.fill(row, i * width, (i + 1) * width, 0);
      for (int r = 0; r < rowOffset.length; r++) {
        int from = base[i] + rowOffset[r];
        for (int k = 0; k < width; k++) {
          row[i * width + k] += rowWeight[r][i] * u[from + k];
        }
      }
    }
  }

  @Override
  public void scatter(
      float[] row,
      int width,
      int[] rowOffset,
      int[] base,
      float[][] rowWeight,
      float[] du,
      int points) {
    for (int pair = 0; pair < rowOffset.length; pair += 2) { // rows may overlap: the order counts
      for (int i = 0; i < points; i++) {
        for (int r = pair; r < Math.min(pair + 2, rowOffset.length); r++) {
          int to = base[i] + rowOffset[r];
          for (int k = 0; k < width; k++) {
            du[to + k] += rowWeight[r][i] * row[i * width + k];
          }
        }
      }
    }
  }

  @Override
  public void mix(
      float[] u, int from, int[] offset, float[] weight, float[] v, int to, int channels) {
    int first = from + offset[0];
    for (int c = 0; c < channels; c++) {
      v[to + c] = weight[0] * u[first + c];
    }
    for (int corner = 1; corner < offset.length; corner++) {
      addScaled(weight[corner], u, from + offset[corner], v, to, channels);
    }
  }

  private static void addScaled(
      float factor, float[] a, int from, float[] sum, int to, int channels) {
    for (int c = 0; c < channels; c++) {
      sum[to + c] += factor * a[from + c];
    }
  }

  @Override
  public void dots(
      float[] u,
      int from,
      int[] offset,
      float[] dv,
      int at,
      int channels,
      float[] into,
      float[] sums) {
    for (int corner = 0; corner < offset.length; corner++) {
      int pixel = from + offset[corner];
      Arrays.fill(sums, 0, SUMS, 0);
      for (int c = 0; c < channels - channels % SUMS; c += SUMS) {
        for (int k = 0; k < SUMS; k++) {
          sums[k] += dv[at + c + k] * u[pixel + c + k];
        }
      }
      into[corner] = total(sums, 0) + rest(u, pixel, dv, at, channels);
    }
  }

  /** The products of the channels that do not fill all sums. */
  static float rest(float[] u, int pixel, float[] dv, int at, int channels) {
    float rest = 0;
    for (int c = channels - channels % SUMS; c < channels; c++) {
      rest += dv[at + c] * u[pixel + c];
    }
    return rest;
  }

  @Override
  public void moments(float[] a, float[][] others, float[] sums, int to, int count) {
    float[] total = new float[SUMS];
    for (int i = 0; i < count; i++) {
      total[i % SUMS] += a[i];
    }
    sums[to + others.length] = total(total, 0);
    for (int k = 0; k < others.length; k++) {
      float[] products = new float[SUMS];
      for (int i = 0; i < count; i++) {
        products[i % SUMS] += a[i] * others[k][i];
      }
      sums[to + k] = total(products, 0);
    }
  }

  /** Sums, from an index on, added in the order that all forms have. */
  static float total(float[] sums, int at) {
    return ((sums[at] + sums[at + 4]) + (sums[at + 2] + sums[at + 6]))
        + ((sums[at + 1] + sums[at + 5]) + (sums[at + 3] + sums[at + 7]));
  }

  @Override
  public void spread(
      float[] dv, int at, int[] offset, float[] weight, float[] du, int from, int channels) {
    for (int corner = 0; corner < offset.length; corner++) {
      addScaled(weight[corner], dv, at, du, from + offset[corner], channels);
    }
  }
}
