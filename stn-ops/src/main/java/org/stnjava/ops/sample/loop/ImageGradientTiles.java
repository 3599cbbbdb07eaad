package org.stnjava.ops.sample.loop;

import org.stnjava.ops.sample.loop.SamplingCall.TileBody;

/** Computes the gradient with respect to the images. */
final class ImageGradientTiles implements TileBody {

  private final SamplingCall call;
  private final FramedImage du;
  private final PointTile tile;
  private final Corners corners;
  private final float[] dv;
  private final float[][] planes;
  private final float[] weight;
  private final int width;
  private final float[] row;

  ImageGradientTiles(SamplingCall call) {
    this.call = call;
    this.du = new FramedImage(call);
    this.tile = new PointTile(call, du);
    this.corners = new Corners(call, du, tile);
    this.dv = new float[call.tile * call.channels];
    this.planes = new float[call.hasManyChannels || call.hasRows ? 0 : call.channels][call.tile];
    this.weight = new float[call.tile];
    this.width = du.rowWidth;
    this.row = new float[call.hasRows ? call.tile * width : 0];
  }

  @Override
  public void close() {
    du.release();
  }

  @Override
  public void compute(int image, int from, int points) {
    if (from == 0) {
      du.clear();
    }
    tile.place(image, from, points);
    call.readGradient(image, from, dv, points);
    if (call.hasManyChannels) {
      addChannels(points);
    } else {
      if (call.hasRows) {
        addRows(points);
      } else {
        Planes.take(dv, planes, points, tile.padded());
        addPlanes(points);
      }
    }
    if (from + points == call.points) {
      du.writeGradient(image);
    }
  }

  private void addChannels(int points) {
    int channels = call.channels;
    for (int i = 0; i < points; i++) {
      corners.weigh(i);
      LoopsChoice.fastest()
          .spread(
              dv, i * channels, corners.offset, corners.weight, du.values, tile.base[i], channels);
    }
  }

  /** Adds one pixel after the other: rows of a few elements would fill no vector. */
  private void addPlanes(int points) {
    for (int row = 0; row < du.rowOffset.length; row++) {
      for (int tap = 0; tap < call.kernel.taps; tap++) {
        multiply(tile.rowWeight[row], tile.axes[0].weight[tap], weight, points);
        for (int channel = 0; channel < planes.length; channel++) {
          scatter(planes[channel], du.rowOffset[row] + tap * planes.length + channel, points);
        }
      }
    }
  }

  private static void multiply(float[] a, float[] b, float[] product, int points) {
    for (int i = 0; i < points; i++) {
      product[i] = a[i] * b[i];
    }
  }

  private void scatter(float[] plane, int offset, int points) {
    float[] sum = du.values;
    int[] base = tile.base;
    float[] factor = weight;
    for (int i = 0; i < points; i++) {
      sum[offset + base[i]] += factor[i] * plane[i];
    }
  }

  private void addRows(int points) {
    float[][] weight = tile.axes[0].weight;
    for (int tap = 0; tap < weight.length; tap++) {
      for (int channel = 0; channel < call.channels; channel++) {
        multiply(weight[tap], channel, tap * call.channels + channel, points);
      }
    }
    LoopsChoice.fastest()
        .scatter(row, width, du.rowOffset, tile.base, tile.rowWeight, du.values, points);
  }

  private void multiply(float[] weight, int channel, int element, int points) {
    int channels = call.channels;
    for (int i = 0; i < points; i++) {
      row[i * width + element] = weight[i] * dv[i * channels + channel];
    }
  }
}
