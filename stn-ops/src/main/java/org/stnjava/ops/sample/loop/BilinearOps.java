package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import java.util.Optional;
import org.stnjava.ops.custom.CustomOp;
import org.stnjava.ops.custom.OpContext;

/**
 * A bilinear sampler of images as operations that Java computes: the output, and its gradients.
 *
 * <p>All take images {@code [N, H, W, C]}, matrices {@code [N, 2, 3]} or a grid {@code [N, H', W',
 * 2]}, and {@link SamplingCall#settings}; the gradients take the output's gradient, too. Points
 * that share a pixel belong to one image, which one thread reads in one order, so the sums do not
 * depend on the number of threads.
 *
 * @param sample the output
 * @param imageGradient the gradient with respect to the images
 * @param pointsGradient the gradient with respect to the matrices or the grid
 */
record BilinearOps(CustomOp sample, CustomOp imageGradient, CustomOp pointsGradient) {

  private static final Optional<BilinearOps> REGISTERED = register();

  private static final int DV = 3;

  /** The operations; empty where this build of TensorFlow supports no custom operations. */
  static Optional<BilinearOps> registered() {
    return REGISTERED;
  }

  private static Optional<BilinearOps> register() {
    Optional<CustomOp> sample = CustomOp.register("StnSample", DV, BilinearOps::sample);
    Optional<CustomOp> image =
        CustomOp.register("StnSampleImageGradient", DV + 1, BilinearOps::imageGradient);
    Optional<CustomOp> points =
        CustomOp.register("StnSamplePointsGradient", DV + 1, BilinearOps::pointsGradient);
    return sample.isPresent() && image.isPresent() && points.isPresent()
        ? Optional.of(new BilinearOps(sample.get(), image.get(), points.get()))
        : Optional.empty();
  }

  /** Computes some rows of one image. */
  private interface Rows {
    void compute(int image, int from, int to);
  }

  /** Divides rows of all images into those of each image. */
  private static void byImage(SamplingCall call, int fromRow, int toRow, Rows rows) {
    for (int row = fromRow; row < toRow; ) {
      int image = row / call.height();
      int end = Math.min(toRow, (image + 1) * call.height());
      rows.compute(image, row - image * call.height(), end - image * call.height());
      row = end;
    }
  }

  private static void sample(OpContext context) {
    SamplingCall call = SamplingCall.of(context);
    context.allocate(call.outputShape());
    int rowElements = call.width() * call.channels();
    call.forRows(
        1,
        (fromRow, toRow) -> {
          ChannelPixels pixels = new ChannelPixels(call);
          PointRow points = new PointRow(call);
          float[] v = new float[Math.min(call.height(), toRow - fromRow) * rowElements];
          byImage(
              call,
              fromRow,
              toRow,
              (image, from, to) -> {
                call.readImage(image, pixels.values);
                points.select(image);
                for (int row = from; row < to; row++) {
                  points.place(row);
                  pixels.read(points, v, (row - from) * rowElements);
                }
                long start = ((long) image * call.height() + from) * rowElements;
                context.write(start, v, (to - from) * rowElements);
              });
        });
  }

  private static void imageGradient(OpContext context) {
    SamplingCall call = SamplingCall.of(context);
    context.allocate(context.shape(0));
    int rowElements = call.width() * call.channels();
    call.forRows(
        call.height(),
        (fromRow, toRow) -> {
          Pixels pixels = Pixels.of(call);
          PointRow points = new PointRow(call);
          float[] dv = new float[call.height() * rowElements];
          byImage(
              call,
              fromRow,
              toRow,
              (image, from, to) -> {
                context.read(DV, (long) image * dv.length, dv, dv.length);
                Arrays.fill(pixels.values, 0);
                points.select(image);
                for (int row = from; row < to; row++) {
                  points.place(row);
                  pixels.add(points, dv, row * rowElements);
                }
                long start = (long) image * pixels.values.length;
                context.write(start, pixels.values, pixels.values.length);
              });
        });
  }

  private static void pointsGradient(OpContext context) {
    SamplingCall call = SamplingCall.of(context);
    context.allocate(context.shape(1));
    double[] sums =
        new double
            [call.hasMatrices()
                ? Math.multiplyExact(call.images() * call.height(), PointRow.SUMS)
                : 0];
    call.forRows(1, (fromRow, toRow) -> slopes(call, fromRow, toRow, sums));
    if (call.hasMatrices()) {
      float[] gradient = matrixGradient(call, sums);
      context.write(0, gradient, gradient.length);
    }
  }

  private static void slopes(SamplingCall call, int fromRow, int toRow, double[] sums) {
    Pixels pixels = Pixels.of(call);
    PointRow points = new PointRow(call);
    int rowElements = call.width() * call.channels();
    int most = Math.min(call.height(), toRow - fromRow);
    float[] dv = new float[most * rowElements];
    float[] dx = new float[call.width()];
    float[] dy = new float[call.width()];
    float[] gradient = new float[call.hasMatrices() ? 0 : most * call.width() * 2];
    byImage(
        call,
        fromRow,
        toRow,
        (image, from, to) -> {
          int first = image * call.height() + from;
          call.readImage(image, pixels.values);
          call.context().read(DV, (long) first * rowElements, dv, (to - from) * rowElements);
          points.select(image);
          for (int row = from; row < to; row++) {
            points.place(row);
            pixels.slopes(points, dv, (row - from) * rowElements, dx, dy);
            if (call.hasMatrices()) {
              points.sum(dx, dy, sums, (image * call.height() + row) * PointRow.SUMS);
            } else {
              points.scale(dx, dy, gradient, (row - from) * call.width() * 2);
            }
          }
          if (!call.hasMatrices()) {
            int count = (to - from) * call.width() * 2;
            call.context().write((long) first * call.width() * 2, gradient, count);
          }
        });
  }

  /** The sums of all rows of each image, in order. */
  private static float[] matrixGradient(SamplingCall call, double[] sums) {
    PointRow points = new PointRow(call);
    float[] gradient = new float[call.images() * 6];
    for (int image = 0; image < call.images(); image++) {
      double[] total = new double[6];
      for (int row = 0; row < call.height(); row++) {
        int from = (image * call.height() + row) * PointRow.SUMS;
        for (int axis = 0; axis < 2; axis++) {
          total[3 * axis] += sums[from + 2 * axis];
          total[3 * axis + 1] += sums[from + 2 * axis + 1] * points.target(row);
          total[3 * axis + 2] += sums[from + 2 * axis + 1];
        }
      }
      for (int i = 0; i < total.length; i++) {
        gradient[6 * image + i] = (float) total[i];
      }
    }
    return gradient;
  }
}
