package org.stnjava.ops.sample.compiled;

import java.util.List;
import org.stnjava.ops.custom.CompiledFunction;
import org.stnjava.ops.custom.CustomGradients;
import org.stnjava.ops.custom.GradientContext;
import org.stnjava.ops.custom.GradientRule;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.shape.BatchCheck;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A sampler as compiled functions in the caller's graph: one for the output, one for the gradient
 * with respect to the points, and one for that with respect to the image.
 *
 * <p>The functions of the gradients run only where the gradients are fetched.
 *
 * @param interpolation kernel, padding and coordinates
 * @param source where the points come from
 * @param output the shape of the output, {@code [N, H', W', C]} or {@code [N, D', H', W', C]}; only
 *     N may be unknown
 */
public record CompiledSampler(Interpolation interpolation, PointSource source, Shape output) {

  /** Parts of a batch whose image gradients are computed at the same time. */
  private static final int PARTS = Runtime.getRuntime().availableProcessors();

  private static final String RULE = "sampled";

  static {
    CustomGradients.addRule(RULE, new Gradient());
  }

  /**
   * The gradients, from the images and the source's argument. The attached functions are those of
   * {@link #gradients}.
   */
  private static final class Gradient implements GradientRule {

    @Override
    public List<Operand<TFloat32>> gradients(
        Ops tf, GradientContext context, Operand<TFloat32> dv) {
      Shape output = context.outputShape();
      Operand<TFloat32> u = context.input(0);
      Operand<TFloat32> argument = context.input(1);
      ChannelLayout layout = new ChannelLayout(output.get(output.numDimensions() - 1));
      Operand<TFloat32> planes = layout.from(tf, dv, points(output));
      Operand<TFloat32> dArgument = call(tf, context.function(0), List.of(u, argument, planes));
      int rank = context.inputShape(1).numDimensions();
      Operand<TFloat32> du =
          new ImageGradient(context.inputShape(0), points(output), PARTS)
              .of(tf, context.function(1), argument, rank, dv);
      return List.of(du, tf.reshape(dArgument, tf.constant(unbatched(context.inputShape(1)))));
    }
  }

  /**
   * Reads images.
   *
   * @param tf where to build
   * @param u images; only N may be unknown
   * @return samples, of the shape {@link #output()}, with gradients
   */
  public Operand<TFloat32> sample(Ops tf, Operand<TFloat32> u) {
    Operand<TFloat32> v = values(tf, u);
    return CustomGradients.attach(
        tf, RULE, v, List.of(u, source.argument()), gradients((Graph) tf.scope().env(), u.shape()));
  }

  /**
   * Reads images, without gradients.
   *
   * @param tf where to build
   * @param u images; only N may be unknown
   * @return samples, of the shape {@link #output()}
   */
  public Operand<TFloat32> values(Ops tf, Operand<TFloat32> u) {
    CompiledInterpolation compiled = new CompiledInterpolation(interpolation, source, u.shape());
    CompiledFunction forward =
        CompiledFunction.define(
            (Graph) tf.scope().env(),
            "sample",
            List.of(u.shape(), source.argument().shape()),
            (own, in) -> List.of(compiled.sample(own, in.get(0), in.get(1))));
    Ops checked =
        BatchCheck.indexable(
            BatchCheck.sameSize(tf, u, source.argument()), u, layout().indicesPerPixel());
    return layout().to(tf, call(checked, forward, List.of(u, source.argument())), output);
  }

  private List<CompiledFunction> gradients(Graph graph, Shape u) {
    CompiledInterpolation compiled = new CompiledInterpolation(interpolation, source, u);
    Shape argument = source.argument().shape();
    ImageGradient image = new ImageGradient(u, points(output), PARTS);
    CompiledFunction points =
        CompiledFunction.define(
            graph,
            "points_gradient",
            List.of(u, argument, layout().shape(output.get(0), points(output))),
            (own, in) -> List.of(compiled.gradient(own, in.get(0), in.get(1), in.get(2))));
    CompiledFunction lists =
        CompiledFunction.define(
            graph,
            "image_lists",
            List.of(Shape.of(unbatched(argument))), // parts of the batch have any size
            (own, in) -> image.lists(own, compiled.taps(own, in.get(0)), in.get(0)));
    return List.of(points, lists);
  }

  @SuppressWarnings("unchecked") // the function's type
  private static Operand<TFloat32> call(
      Ops tf, CompiledFunction function, List<Operand<TFloat32>> arguments) {
    return (Operand<TFloat32>) (Output<?>) function.call(tf, arguments).get(0);
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
