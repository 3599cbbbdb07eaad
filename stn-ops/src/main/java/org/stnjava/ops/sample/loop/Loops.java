package org.stnjava.ops.sample.loop;

/**
 * The loops that take most of a sampler's time, in two forms: on vectors of the processor, and one
 * number after the other.
 *
 * <p>Both give the same bits, for vectors of any length: each element is computed by the same
 * operations in the same order, a dot product is divided into {@link #SUMS} sums in both, and
 * nothing is a fused multiply-add. Arrays have room for whole vectors: counts of points are
 * multiples of {@link #STEP}.
 */
interface Loops {

  /** Counts of points are multiples of this. */
  int STEP = 16;

  /** A dot product is computed as so many sums, which are then added. */
  int SUMS = 8;

  /** Pixels of a point that are computed together; a kernel reads one, or a multiple of it. */
  int CORNERS = 4;

  /**
   * Splits pixel coordinates into whole numbers and fractions. Where the constant is read outside,
   * a point out of the kernel's reach is moved to one such place.
   *
   * @param axis has the coordinates, and receives the fractions
   * @param nearest whether to round to the nearest whole number in place of the next lower one
   * @param base receives the whole numbers, times the stride, added
   * @param stride elements from one pixel of the axis to the next
   * @param points how many
   */
  void split(AxisTaps axis, boolean nearest, int[] base, int stride, int points);

  /**
   * Reads one channel at points: {@code v[i] = Σ rowWeight[r][i] * Σ weight[t][i] * u[offset +
   * rowOffset[r] + t * stride + base[i]]}.
   *
   * @param u pixels
   * @param offset of the channel
   * @param stride from one pixel of a row to the next
   * @param rowOffset from a point's first pixel to each of its rows
   * @param base each point's first pixel
   * @param weight of each tap and point
   * @param rowWeight of each row and point
   * @param v receives the samples
   */
  void read(
      float[] u,
      int offset,
      int stride,
      int[] rowOffset,
      int[] base,
      float[][] weight,
      float[][] rowWeight,
      float[] v,
      int points);

  /**
   * Adds the derivatives of what {@link #read} computes, times a factor.
   *
   * @param slope the derivatives of the weights
   * @param rowSlope the derivatives of the rows' weights along y and z
   * @param factor of each point
   * @param sums receive the derivatives along each axis, x first
   */
  void addSlopes(
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
      int points);

  /**
   * As {@link #read}, for images and two taps along each axis.
   *
   * @param row from a point's first row to its second
   * @param x fractions along x
   * @param y fractions along y
   * @param v receives the samples
   */
  void bilinear(
      float[] u,
      int offset,
      int stride,
      int row,
      int[] base,
      float[] x,
      float[] y,
      float[] v,
      int points);

  /**
   * Adds the derivatives of what {@link #bilinear} computes, times a factor.
   *
   * @param factor of each point
   * @param dx receives the derivatives along x
   * @param dy receives the derivatives along y
   */
  void addBilinearSlopes(
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
      int points);

  /**
   * Reads the rows of pixels of points: {@code row[i * width + k] = Σ rowWeight[r][i] * u[base[i] +
   * rowOffset[r] + k]}.
   *
   * @param rowOffset from a point's first pixel to each of its rows
   * @param base each point's first pixel
   * @param rowWeight of each row and point
   * @param row receives their sums
   * @param width how many elements a row has, a multiple of {@link #SUMS}
   */
  void readRows(
      float[] u,
      int[] rowOffset,
      int[] base,
      float[][] rowWeight,
      float[] row,
      int width,
      int points);

  /**
   * Adds the gradients of points to the pixels that they read: {@code du[base[i] + rowOffset[r] +
   * k] += rowWeight[r][i] * row[i * width + k]}.
   *
   * @param row the elements of a row of pixels, of each point
   * @param width how many, a multiple of {@link #SUMS}
   */
  void scatter(
      float[] row,
      int width,
      int[] rowOffset,
      int[] base,
      float[][] rowWeight,
      float[] du,
      int points);

  /**
   * Interpolates the channels of a point: {@code v[to + c] = Σ weight[k] * u[from + offset[k] +
   * c]}.
   */
  void mix(float[] u, int from, int[] offset, float[] weight, float[] v, int to, int channels);

  /**
   * The dot products of the channels of a point and those of the pixels that it reads: {@code
   * into[k] = Σ dv[at + c] * u[from + offset[k] + c]}.
   *
   * @param sums of {@link #SUMS} times {@link #CORNERS} elements, whose contents do not matter
   */
  void dots(
      float[] u,
      int from,
      int[] offset,
      float[] dv,
      int at,
      int channels,
      float[] into,
      float[] sums);

  /** The dot products of an array with two or three others, and its sum, into {@code sums}. */
  void moments(float[] a, float[][] others, float[] sums, int to, int count);

  /**
   * Adds the channels of a point to the pixels that it reads: {@code du[from + offset[k] + c] +=
   * weight[k] * dv[at + c]}.
   */
  void spread(float[] dv, int at, int[] offset, float[] weight, float[] du, int from, int channels);
}
