package org.stnjava.ops.sample.loop;

/** The pixels that a point reads, for loops over its channels. */
final class Corners {

  final int[] offset;
  final float[] weight;
  private final PointTile tile;

  Corners(SamplingCall call, FramedImage image, PointTile tile) {
    int taps = call.kernel.taps;
    this.tile = tile;
    this.offset = new int[image.rowOffset.length * taps];
    this.weight = new float[offset.length];
    for (int corner = 0; corner < offset.length; corner++) {
      offset[corner] = image.rowOffset[corner / taps] + corner % taps * call.channels;
    }
  }

  /** Computes the weights of a point. */
  void weigh(int point) {
    int corner = 0;
    for (float[] row : tile.rowWeight) {
      for (float[] tap : tile.axes[0].weight) {
        weight[corner++] = row[point] * tap[point];
      }
    }
  }

  /** The sum of values of a point's corners, times the derivatives along an axis. */
  float derivative(float[] values, int axis, int point) {
    float[][] rows = axis == 0 ? tile.rowWeight : tile.rowSlope[axis - 1];
    float[][] taps = axis == 0 ? tile.axes[0].slope : tile.axes[0].weight;
    float sum = 0;
    int corner = 0;
    for (float[] row : rows) {
      float ofRow = 0;
      for (float[] tap : taps) {
        ofRow += tap[point] * values[corner++];
      }
      sum += row[point] * ofRow;
    }
    return sum;
  }
}
