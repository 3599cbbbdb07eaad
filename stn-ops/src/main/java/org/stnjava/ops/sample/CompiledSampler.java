package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.custom.CompiledFunction;
import org.stnjava.ops.custom.CustomGradients;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The compiled fast path: functions for the output, for the gradient with respect to the points,
 * and for that with respect to the image, in the caller's graph.
 *
 * <p>The functions of the gradients are called only if somebody asks for the gradients.
 *
 * @param sampler the settings
 * @param source where the points come from
 * @param output the shape of the output; only N may be unknown
 */
record CompiledSampler(Sampler sampler, PointSource source, Shape output) {

  /** Parts of a batch whose image gradients are computed at the same time. */
  static final int PARTS = Runtime.getRuntime().availableProcessors();

  /** Numbers of an output that TensorFlow samples as fast as a compiled function is called. */
  private static final long WORTH_COMPILING = 1 << 12;

  /** What is taken for a batch of unknown size. */
  private static final long USUAL_BATCH = 32;

  /**
   * Whether a sampler runs compiled.
   *
   * @param output the shape of the output
   */
  static boolean takes(Sampler sampler, Ops tf, Operand<?> u, Shape output) {
    return sampler.execution() != Execution.PORTABLE
        && sampler.antialiasing() instanceof PointReading
        && u.type() != TFloat64.class
        && tf.scope().env() instanceof Graph
        && isKnown(u.shape())
        && isKnown(output)
        && (sampler.execution() != Execution.AUTOMATIC || pays(output))
        && CustomGradients.areAvailable();
  }

  private static boolean isKnown(Shape shape) {
    for (int axis = 1; axis < shape.numDimensions(); axis++) {
      if (shape.get(axis) <= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean pays(Shape output) {
    long images = output.get(0) == Shape.UNKNOWN_SIZE ? USUAL_BATCH : output.get(0);
    long channels = output.get(output.numDimensions() - 1);
    return images * points(output) * channels >= WORTH_COMPILING;
  }

  /**
   * Reads images.
   *
   * @param u images; only N may be unknown
   */
  Operand<TFloat32> sample(Ops tf, Operand<TFloat32> u) {
    Graph graph = (Graph) tf.scope().env();
    return SampledGradient.attach(
        tf, values(tf, u), List.of(u, source.argument()), gradients(graph, u.shape()));
  }

  /** Reads images; the output has no gradients. */
  Operand<TFloat32> values(Ops tf, Operand<TFloat32> u) {
    CompiledReader reader = new CompiledReader(sampler, source, u.shape());
    CompiledFunction forward =
        CompiledFunction.define(
            (Graph) tf.scope().env(),
            "sample",
            List.of(u.shape(), source.argument().shape()),
            (own, in) -> List.of(reader.sample(own, in.get(0), in.get(1))));
    Ops checked =
        PixelRows.indexed(
            SampledShapes.ofOneBatch(tf, u, source.argument()), u, layout().indicesPerPixel());
    @SuppressWarnings("unchecked") // the function's type
    Operand<TFloat32> v =
        (Operand<TFloat32>) forward.call(checked, List.of(u, source.argument())).get(0);
    return layout().to(tf, v, output);
  }

  private List<CompiledFunction> gradients(Graph graph, Shape u) {
    CompiledReader reader = new CompiledReader(sampler, source, u);
    Shape argument = source.argument().shape();
    ImageGradient image = new ImageGradient(u, points(output), PARTS);
    CompiledFunction points =
        CompiledFunction.define(
            graph,
            "points_gradient",
            List.of(u, argument, layout().shape(output.get(0), points(output))),
            (own, in) -> List.of(reader.gradient(own, in.get(0), in.get(1), in.get(2))));
    CompiledFunction lists =
        CompiledFunction.define(
            graph,
            "image_lists",
            List.of(Shape.of(unbatched(argument))), // parts of the batch have any size
            (own, in) -> image.lists(own, reader.reads(own, in.get(0)), in.get(0)));
    return List.of(points, lists);
  }

  private ChannelLayout layout() {
    return new ChannelLayout(output.get(output.numDimensions() - 1));
  }

  /** The points of one image. */
  static int points(Shape output) {
    long points = 1;
    for (int axis = 1; axis < output.numDimensions() - 1; axis++) {
      points *= output.get(axis);
    }
    return Math.toIntExact(points);
  }

  /** The sizes of a shape, with any N. */
  static long[] unbatched(Shape shape) {
    long[] sizes = shape.asArray();
    sizes[0] = -1;
    return sizes;
  }
}
