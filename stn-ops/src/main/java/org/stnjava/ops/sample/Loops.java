package org.stnjava.ops.sample;

import java.util.Arrays;
import java.util.Optional;
import org.stnjava.ops.custom.CustomOp;
import org.stnjava.ops.custom.OpContext;

/**
 * A bilinear sampler of images as operations that Java computes: the output, and its gradients.
 *
 * <p>All take images {@code [N, H, W, C]}, matrices {@code [N, 2, 3]} or a grid {@code [N, H', W',
 * 2]}, and {@link LoopJob#settings}; the gradients the output's gradient, too. Points that share a
 * pixel belong to one image, which one thread walks over in one order, so the sums do not depend on
 * how many threads there are.
 *
 * @param sample the output
 * @param imageGradient the gradient with respect to the images
 * @param pointsGradient the gradient with respect to the matrices or the grid
 */
record Loops(CustomOp sample, CustomOp imageGradient, CustomOp pointsGradient) {

  private static final Optional<Loops> REGISTERED = register();

  private static final int DV = 3;

  /** The operations; nothing where this build of TensorFlow takes none. */
  static Optional<Loops> registered() {
    return REGISTERED;
  }

  private static Optional<Loops> register() {
    Optional<CustomOp> sample = CustomOp.register("StnSample", DV, Loops::sample);
    Optional<CustomOp> image =
        CustomOp.register("StnSampleImageGradient", DV + 1, Loops::imageGradient);
    Optional<CustomOp> points =
        CustomOp.register("StnSamplePointsGradient", DV + 1, Loops::pointsGradient);
    return sample.isPresent() && image.isPresent() && points.isPresent()
        ? Optional.of(new Loops(sample.get(), image.get(), points.get()))
        : Optional.empty();
  }

  /** What is done with some rows of one image. */
  private interface Rows {
    void compute(int image, int from, int to);
  }

  /** Divides rows of all images into those of each. */
  private static void byImage(LoopJob job, int fromRow, int toRow, Rows rows) {
    for (int row = fromRow; row < toRow; ) {
      int image = row / job.height();
      int end = Math.min(toRow, (image + 1) * job.height());
      rows.compute(image, row - image * job.height(), end - image * job.height());
      row = end;
    }
  }

  private static void sample(OpContext call) {
    LoopJob job = LoopJob.of(call);
    call.allocate(job.outputShape());
    int rowNumbers = job.width() * job.channels();
    job.share(
        1,
        (fromRow, toRow) -> {
          LoopPixels pixels = LoopPixels.of(job);
          LoopRow points = new LoopRow(job);
          float[] v = new float[Math.min(job.height(), toRow - fromRow) * rowNumbers];
          byImage(
              job,
              fromRow,
              toRow,
              (image, from, to) -> {
                job.readImage(image, pixels.numbers);
                points.enter(image);
                for (int row = from; row < to; row++) {
                  points.place(row);
                  pixels.read(points, v, (row - from) * rowNumbers);
                }
                long start = ((long) image * job.height() + from) * rowNumbers;
                call.write(start, v, (to - from) * rowNumbers);
              });
        });
  }

  private static void imageGradient(OpContext call) {
    LoopJob job = LoopJob.of(call);
    call.allocate(call.shape(0));
    int rowNumbers = job.width() * job.channels();
    job.share(
        job.height(),
        (fromRow, toRow) -> {
          LoopPixels pixels = LoopPixels.of(job);
          LoopRow points = new LoopRow(job);
          float[] dv = new float[job.height() * rowNumbers];
          byImage(
              job,
              fromRow,
              toRow,
              (image, from, to) -> {
                call.read(DV, (long) image * dv.length, dv, dv.length);
                Arrays.fill(pixels.numbers, 0);
                points.enter(image);
                for (int row = from; row < to; row++) {
                  points.place(row);
                  pixels.add(points, dv, row * rowNumbers);
                }
                long start = (long) image * pixels.numbers.length;
                call.write(start, pixels.numbers, pixels.numbers.length);
              });
        });
  }

  private static void pointsGradient(OpContext call) {
    LoopJob job = LoopJob.of(call);
    call.allocate(call.shape(1));
    double[] sums =
        new double
            [job.hasMatrices() ? Math.multiplyExact(job.images() * job.height(), LoopRow.SUMS) : 0];
    job.share(1, (fromRow, toRow) -> slopes(job, fromRow, toRow, sums));
    if (job.hasMatrices()) {
      float[] gradient = matrixGradient(job, sums);
      call.write(0, gradient, gradient.length);
    }
  }

  private static void slopes(LoopJob job, int fromRow, int toRow, double[] sums) {
    LoopPixels pixels = LoopPixels.of(job);
    LoopRow points = new LoopRow(job);
    int rowNumbers = job.width() * job.channels();
    int most = Math.min(job.height(), toRow - fromRow);
    float[] dv = new float[most * rowNumbers];
    float[] dx = new float[job.width()];
    float[] dy = new float[job.width()];
    float[] gradient = new float[job.hasMatrices() ? 0 : most * job.width() * 2];
    byImage(
        job,
        fromRow,
        toRow,
        (image, from, to) -> {
          int first = image * job.height() + from;
          job.readImage(image, pixels.numbers);
          job.call().read(DV, (long) first * rowNumbers, dv, (to - from) * rowNumbers);
          points.enter(image);
          for (int row = from; row < to; row++) {
            points.place(row);
            pixels.slopes(points, dv, (row - from) * rowNumbers, dx, dy);
            if (job.hasMatrices()) {
              points.sum(dx, dy, sums, (image * job.height() + row) * LoopRow.SUMS);
            } else {
              points.scale(dx, dy, gradient, (row - from) * job.width() * 2);
            }
          }
          if (!job.hasMatrices()) {
            int count = (to - from) * job.width() * 2;
            job.call().write((long) first * job.width() * 2, gradient, count);
          }
        });
  }

  /** The sums of all rows of each image, in order. */
  private static float[] matrixGradient(LoopJob job, double[] sums) {
    LoopRow points = new LoopRow(job);
    float[] gradient = new float[job.images() * 6];
    for (int image = 0; image < job.images(); image++) {
      double[] total = new double[6];
      for (int row = 0; row < job.height(); row++) {
        int from = (image * job.height() + row) * LoopRow.SUMS;
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
