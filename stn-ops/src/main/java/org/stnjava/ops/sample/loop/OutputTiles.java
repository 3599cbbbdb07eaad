package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import org.stnjava.ops.sample.loop.SamplingCall.TileBody;

/** Computes the output. */
final class OutputTiles implements TileBody {

  private final SamplingCall call;
  private final FramedImage u;
  private final PointTile tile;
  private final Corners corners;
  private final float[] v;
  private final float[] plane;
  private final float[] rows;
  private final boolean isPlanar;
  private int loaded = -1;

  OutputTiles(SamplingCall call) {
    this.call = call;
    this.u = new FramedImage(call);
    this.tile = new PointTile(call, u);
    this.corners = new Corners(call, u, tile);
    this.v = new float[call.tile * call.channels];
    this.plane = new float[call.tile];
    this.rows = new float[call.hasRows ? call.tile * u.rowWidth : 0];
    this.isPlanar = !call.hasRows && !call.hasManyChannels;
  }

  @Override
  public void close() {
    u.release();
  }

  @Override
  public void compute(int image, int from, int points) {
    if (image != loaded) {
      u.load(image, call.outside, true);
      loaded = image;
    }
    tile.place(image, from, points);
    int channels = call.channels;
    for (int i = 0; i < points && call.hasManyChannels; i++) {
      corners.weigh(i);
      LoopsChoice.fastest()
          .mix(u.values, tile.base[i], corners.offset, corners.weight, v, i * channels, channels);
    }
    if (call.hasRows) {
      readRows(points);
    }
    for (int channel = 0; channel < channels && isPlanar; channel++) {
      readPlane(channel);
      Planes.put(plane, v, channel, channels, points);
    }
    long first = (long) image * call.points + from;
    call.context.write(first * channels, v, 0, points * channels);
  }

  private void readRows(int points) {
    LoopsChoice.fastest()
        .readRows(u.values, u.rowOffset, tile.base, tile.rowWeight, rows, u.rowWidth, points);
    Arrays.fill(v, 0, points * call.channels, 0);
    for (int tap = 0; tap < call.kernel.taps; tap++) {
      for (int channel = 0; channel < call.channels; channel++) {
        addTap(tile.axes[0].weight[tap], tap * call.channels + channel, channel, points);
      }
    }
  }

  private void addTap(float[] weight, int element, int channel, int points) {
    int channels = call.channels;
    int width = u.rowWidth;
    for (int i = 0; i < points; i++) {
      v[i * channels + channel] += weight[i] * rows[i * width + element];
    }
  }

  private void readPlane(int channel) {
    if (call.isBilinear) {
      LoopsChoice.fastest()
          .bilinear(
              u.values,
              channel,
              call.channels,
              u.stride[1],
              tile.base,
              tile.axes[0].fraction,
              tile.axes[1].fraction,
              plane,
              tile.padded());
      return;
    }
    LoopsChoice.fastest()
        .read(
            u.values,
            channel,
            call.channels,
            u.rowOffset,
            tile.base,
            tile.axes[0].weight,
            tile.rowWeight,
            plane,
            tile.padded());
  }
}
