package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import java.util.Optional;
import org.stnjava.ops.custom.CustomOp;
import org.stnjava.ops.custom.OpContext;
import org.stnjava.ops.sample.loop.SamplingCall.TileBody;

/**
 * A sampler as operations that Java computes: the output, and its gradients.
 *
 * <p>All take images {@code [N, H, W, C]} or volumes {@code [N, D, H, W, C]}, matrices {@code [N,
 * d, d + 1]} or a grid {@code [N, …, d]}, and {@link SamplingCall#settings}; the gradients take the
 * output's gradient, too. Points are computed in tiles that do not depend on the number of threads,
 * and points that share a pixel belong to one image, which one thread reads in one order: so do the
 * sums not depend on it.
 *
 * @param sample the output
 * @param imageGradient the gradient with respect to the images
 * @param pointsGradient the gradient with respect to the matrices or the grid
 */
record SamplerOps(CustomOp sample, CustomOp imageGradient, CustomOp pointsGradient) {

  private static final Optional<SamplerOps> REGISTERED = register();

  private static final int INPUTS = 3;

  /** The operations; empty where this build of TensorFlow supports no custom operations. */
  static Optional<SamplerOps> registered() {
    return REGISTERED;
  }

  private static Optional<SamplerOps> register() {
    Optional<CustomOp> sample = CustomOp.register("StnSample", INPUTS, SamplerOps::sample);
    Optional<CustomOp> image =
        CustomOp.register("StnSampleImageGradient", INPUTS + 1, SamplerOps::imageGradient);
    Optional<CustomOp> points =
        CustomOp.register("StnSamplePointsGradient", INPUTS + 1, SamplerOps::pointsGradient);
    return sample.isPresent() && image.isPresent() && points.isPresent()
        ? Optional.of(new SamplerOps(sample.get(), image.get(), points.get()))
        : Optional.empty();
  }

  private static void sample(OpContext context) {
    SamplingCall call = new SamplingCall(context);
    context.allocate(call.outputShape());
    call.forTiles(1, () -> new Sample(call));
  }

  private static void imageGradient(OpContext context) {
    SamplingCall call = new SamplingCall(context);
    context.allocate(call.imagesShape());
    call.forTiles(call.tiles, () -> new ImageGradient(call));
  }

  private static void pointsGradient(OpContext context) {
    SamplingCall call = new SamplingCall(context);
    context.allocate(call.argumentShape());
    if (call.hasMatrices) {
      MatrixSums sums = new MatrixSums(call);
      call.forTiles(1, () -> new PointsGradient(call, sums::add));
      sums.write();
    } else {
      call.forTiles(1, () -> new PointsGradient(call, new GridGradient(call)));
    }
  }

  /** The pixels that a point reads, for loops over its channels. */
  private static final class Corners {

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

  /** Computes the output. */
  private static final class Sample implements TileBody {

    private final SamplingCall call;
    private final FramedImage u;
    private final PointTile tile;
    private final Corners corners;
    private final float[] v;
    private final float[] plane;
    private final float[] rows;
    private final boolean isPlanar;
    private int loaded = -1;

    Sample(SamplingCall call) {
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

  /** Computes the gradient with respect to the images. */
  private static final class ImageGradient implements TileBody {

    private final SamplingCall call;
    private final FramedImage du;
    private final PointTile tile;
    private final Corners corners;
    private final float[] dv;
    private final float[][] planes;
    private final float[] weight;
    private final int width;
    private final float[] row;

    ImageGradient(SamplingCall call) {
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
                dv,
                i * channels,
                corners.offset,
                corners.weight,
                du.values,
                tile.base[i],
                channels);
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

  /** Computes the gradient with respect to the points, along each axis. */
  private static final class PointsGradient implements TileBody {

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

    PointsGradient(SamplingCall call, Consumer consumer) {
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
    public void compute(int image, int from, int points) {
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
      consumer.accept(tile, gradient, image, from, points);
    }

    private void multiplyChannels(int points) {
      int channels = call.channels;
      for (int i = 0; i < points; i++) {
        LoopsChoice.fastest()
            .dots(
                u.values, tile.base[i], corners.offset, dv, i * channels, channels, products, sums);
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
  }

  /** Writes the gradient of a grid. */
  private static final class GridGradient implements PointsGradient.Consumer {

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

  /**
   * Sums the gradients of the points that each matrix moves, times each of their coordinates in the
   * regular grid, and times 1: first over tiles, then over the tiles of an image.
   */
  private static final class MatrixSums {

    private final SamplingCall call;
    private final int perTile;
    private final float[] sums;

    MatrixSums(SamplingCall call) {
      this.call = call;
      this.perTile = call.dimensions() * (call.dimensions() + 1);
      this.sums =
          new float[Math.multiplyExact(Math.multiplyExact(call.images, call.tiles), perTile)];
    }

    void add(PointTile tile, float[][] gradient, int image, int from, int points) {
      int to = (image * call.tiles + from / call.tile) * perTile;
      for (float[] axis : gradient) {
        LoopsChoice.fastest().moments(axis, tile.target, sums, to, tile.padded());
        to += gradient.length + 1;
      }
    }

    void write() {
      float[] gradient = new float[call.images * perTile];
      for (int i = 0; i < gradient.length; i++) {
        int image = i / perTile;
        double total = 0;
        for (int tile = 0; tile < call.tiles; tile++) {
          total += sums[(image * call.tiles + tile) * perTile + i % perTile];
        }
        gradient[i] = (float) total;
      }
      call.context.write(0, gradient, 0, gradient.length);
    }
  }
}
