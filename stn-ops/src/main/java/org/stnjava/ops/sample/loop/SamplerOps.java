package org.stnjava.ops.sample.loop;

import java.util.Optional;
import org.stnjava.ops.custom.CustomOp;
import org.stnjava.ops.custom.OpContext;

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
    call.forTiles(1, () -> new OutputTiles(call));
  }

  private static void imageGradient(OpContext context) {
    SamplingCall call = new SamplingCall(context);
    context.allocate(call.imagesShape());
    call.forTiles(call.tiles, () -> new ImageGradientTiles(call));
  }

  private static void pointsGradient(OpContext context) {
    SamplingCall call = new SamplingCall(context);
    context.allocate(call.argumentShape());
    if (call.hasMatrices) {
      MatrixSums sums = new MatrixSums(call);
      call.forTiles(1, () -> new PointsGradientTiles(call, sums::add));
      sums.write();
    } else {
      call.forTiles(
          1, () -> new PointsGradientTiles(call, new PointsGradientTiles.GridGradient(call)));
    }
  }
}
