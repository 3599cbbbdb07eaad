package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import org.stnjava.ops.sample.loop.SamplingCall.TileBody;

/** Computes the gradient with respect to the points, along each axis. */
final class PointsGradientTiles implements TileBody {

  /** Receives the gradients of a tile's points. */
  interface Consumer {
    void accept(PointTile tile, float[][] gradient, int image, int from, int points);
  }

  private final SamplingCall call;
  private final Consumer consumer;
  private final FramedImage u;
  private final PointTile tile;
  private final Corners corners;
  private final float[] dv;
  private final float[][] planes;
  private final float[] products;
  private final float[] sums = new float[Loops.CORNERS * Loops.SUMS];
  private final float[][] gradient;
  private int loaded = -1;

  PointsGradientTiles(SamplingCall call, Consumer consumer) {
    this.call = call;
    this.consumer = consumer;
    this.u = new FramedImage(call);
    this.tile = new PointTile(call, u);
    this.corners = new Corners(call, u, tile);
    this.dv = new float[call.tile * call.channels];
    this.planes = new float[call.hasManyChannels ? 0 : call.channels][call.tile];
    this.products = new float[corners.offset.length];
    this.gradient = new float[call.dimensions()][call.tile];
  }

  @Override
  public void close() {
    u.release();
  }

  @Override
  public void compute(int image, int from, int points) {
    if (call.kernel == LoopKernel.NEAREST) { // constant between its jumps
      tile.place(image, from, points);
      for (float[] axis : gradient) {
        Arrays.fill(axis, 0, tile.padded(), 0);
      }
    } else {
      differentiate(image, from, points);
    }
    consumer.accept(tile, gradient, image, from, points);
  }

  private void differentiate(int image, int from, int points) {
    if (image != loaded) {
      u.load(image, call.outside, false);
      loaded = image;
    }
    tile.place(image, from, points);
    tile.derive();
    call.readGradient(image, from, dv, points);
    if (call.hasManyChannels) {
      multiplyChannels(points);
    } else {
      Planes.take(dv, planes, points, tile.padded());
      multiplyPlanes();
    }
    scale(points);
  }

  private void multiplyChannels(int points) {
    int channels = call.channels;
    for (int i = 0; i < points; i++) {
      LoopsChoice.fastest()
          .dots(u.values, tile.base[i], corners.offset, dv, i * channels, channels, products, sums);
      for (int axis = 0; axis < gradient.length; axis++) {
        gradient[axis][i] = corners.derivative(products, axis, i);
      }
    }
  }

  private void multiplyPlanes() {
    for (float[] axis : gradient) {
      Arrays.fill(axis, 0, tile.padded(), 0);
    }
    for (int channel = 0; channel < planes.length && call.isBilinear; channel++) {
      LoopsChoice.fastest()
          .addBilinearSlopes(
              u.values,
              channel,
              planes.length,
              u.stride[1],
              tile.base,
              tile.axes[0].fraction,
              tile.axes[1].fraction,
              planes[channel],
              gradient[0],
              gradient[1],
              tile.padded());
    }
    for (int channel = 0; channel < planes.length && !call.isBilinear; channel++) {
      LoopsChoice.fastest()
          .addSlopes(
              u.values,
              channel,
              planes.length,
              u.rowOffset,
              tile.base,
              tile.axes[0].weight,
              tile.axes[0].slope,
              tile.rowWeight,
              tile.rowSlope,
              planes[channel],
              gradient,
              tile.padded());
    }
  }

  /** With respect to normalized coordinates; a point that was moved has no gradient. */
  private void scale(int points) {
    for (int axis = 0; axis < gradient.length; axis++) {
      float[] rate = tile.axes[axis].rate;
      float[] slope = gradient[axis];
      if (call.padding == LoopPadding.CONSTANT) {
        for (int i = 0; i < points; i++) {
          slope[i] *= rate[i];
        }
      } else {
        for (int i = 0; i < points; i++) {
          slope[i] = rate[i] == 0 ? 0 : slope[i] * rate[i];
        }
      }
      Arrays.fill(slope, points, tile.padded(), 0);
    }
  }

  /** Writes the gradient of a grid. */
  static final class GridGradient implements Consumer {

    private final SamplingCall call;
    private final float[] rows;

    GridGradient(SamplingCall call) {
      this.call = call;
      this.rows = new float[call.tile * call.dimensions()];
    }

    @Override
    public void accept(PointTile tile, float[][] gradient, int image, int from, int points) {
      for (int axis = 0; axis < gradient.length; axis++) {
        Planes.put(gradient[axis], rows, axis, gradient.length, points);
      }
      long first = (long) image * call.points + from;
      call.context.write(first * gradient.length, rows, 0, points * gradient.length);
    }
  }
}
