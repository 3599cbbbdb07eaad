package org.stnjava.ops.sample.loop;

import java.util.Arrays;

/**
 * Some points of an output: where they lie, which pixels of a {@link FramedImage} they read, and
 * with which weights.
 *
 * <p>A point reads as many pixels along each axis as the kernel has taps. Those along x are a row;
 * the rows are those of all taps of the other axes. Up to {@link #padded} there are more points,
 * which lie in the image and count nowhere.
 */
final class PointTile {

  /** The taps along each axis, x first. */
  final AxisTaps[] axes;

  /** The regular grid's coordinates of the points, along each axis. */
  final float[][] target;

  /** The first pixel of each point, in elements of the image. */
  final int[] base;

  /** The weight of each row and point. */
  final float[][] rowWeight;

  /** Its derivatives along y and, for volumes, z. */
  final float[][][] rowSlope;

  private final SamplingCall call;
  private final FramedImage frame;
  private final float[] argument;
  private final float[][] centers;
  private int image = -1;
  private int padded;

  PointTile(SamplingCall call, FramedImage frame) {
    int dimensions = call.dimensions();
    this.call = call;
    this.frame = frame;
    this.axes = frame.taps(call.tile);
    this.target = new float[dimensions][call.tile];
    this.base = new int[call.tile];
    this.centers = new float[dimensions][];
    for (int axis = 0; axis < dimensions && call.hasMatrices; axis++) {
      centers[axis] = centers(call, call.outputSizes[axis]);
    }
    boolean volume = dimensions > 2;
    int rows = frame.rowOffset.length;
    this.rowWeight = volume ? new float[rows][call.tile] : axes[1].weight;
    this.rowSlope = volume ? new float[2][rows][call.tile] : new float[][][] {axes[1].slope};
    this.argument =
        new float[call.hasMatrices ? dimensions * (dimensions + 1) : dimensions * call.tile];
  }

  private static float[] centers(SamplingCall call, int size) {
    double[] values = call.coordinates.centers(size);
    float[] centers = new float[size];
    for (int i = 0; i < size; i++) {
      centers[i] = (float) values[i];
    }
    return centers;
  }

  /** The points that loops compute: those of the tile, and some more to fill vectors. */
  int padded() {
    return padded;
  }

  /**
   * Places points, and computes the weights of what they read.
   *
   * @param index of the image
   * @param from the first point
   * @param count how many
   */
  void place(int index, int from, int count) {
    padded = (count + Loops.STEP - 1) / Loops.STEP * Loops.STEP;
    if (call.hasMatrices) {
      if (index != image) {
        call.readArgument(index, 0, argument, argument.length);
        image = index;
      }
      setTarget(from, count);
      for (int axis = 0; axis < axes.length; axis++) {
        axes[axis].transform(argument, axis, target, padded);
      }
    } else {
      takeGrid(index, from, count);
    }
    Arrays.fill(base, 0, padded, frame.firstPixel);
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis].locate(base, frame.stride[axis], padded);
    }
    if (axes.length > 2) {
      products(axes[2].weight, axes[1].weight, rowWeight);
    }
  }

  /** Computes the derivatives of the weights. */
  void derive() {
    for (AxisTaps axis : axes) {
      axis.derive(padded);
    }
    if (axes.length > 2) {
      products(axes[2].weight, axes[1].slope, rowSlope[0]);
      products(axes[2].slope, axes[1].weight, rowSlope[1]);
    }
  }

  /** Copies the coordinates of the regular grid, row by row. */
  private void setTarget(int from, int count) {
    int width = call.outputSizes[0];
    for (int done = 0; done < count; ) {
      int column = (from + done) % width;
      int run = Math.min(width - column, count - done);
      System.arraycopy(centers[0], column, target[0], done, run);
      int row = (from + done) / width;
      for (int axis = 1; axis < axes.length; axis++) {
        int size = call.outputSizes[axis];
        Arrays.fill(target[axis], done, done + run, centers[axis][row % size]);
        row /= size;
      }
      done += run;
    }
  }

  private void takeGrid(int index, int from, int count) {
    int dimensions = axes.length;
    call.readArgument(index, from * dimensions, argument, count * dimensions);
    for (int axis = 0; axis < dimensions; axis++) {
      float[] into = axes[axis].points;
      for (int i = 0; i < count; i++) {
        into[i] = argument[i * dimensions + axis];
      }
      Arrays.fill(into, count, padded, 0);
      axes[axis].toPixels(padded);
    }
  }

  /** The products of all taps of two axes, the second's taps fastest. */
  private void products(float[][] outer, float[][] inner, float[][] into) {
    for (int row = 0; row < into.length; row++) {
      float[] a = outer[row / inner.length];
      float[] b = inner[row % inner.length];
      float[] product = into[row];
      for (int i = 0; i < padded; i++) {
        product[i] = a[i] * b[i];
      }
    }
  }
}
