package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import java.util.List;
import org.stnjava.ops.custom.CustomGradients;
import org.stnjava.ops.custom.GradientContext;
import org.stnjava.ops.custom.GradientRule;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A sampler as {@link SamplerOps} in the caller's graph.
 *
 * @param interpolation kernel, padding and coordinates
 * @param output the shape of the output, {@code [N, H', W', C]} or {@code [N, D', H', W', C]}
 */
public record LoopSampler(Interpolation interpolation, Shape output) {

  /** Larger images are not copied to Java's memory: 64 MiB. */
  private static final long LARGEST = 1 << 24;

  /** Coordinates of larger axes are not rounded exactly, see {@link ScalarLoops#ROUND}. */
  static final long LONGEST = 1 << 21;

  private static final String RULE = "sampled_in_java";

  static {
    CustomGradients.addRule(RULE, new Gradient());
  }

  /** The gradients, from images, points and settings. */
  private static final class Gradient implements GradientRule {

    @Override
    public List<Operand<TFloat32>> gradients(
        Ops tf, GradientContext context, Operand<TFloat32> dv) {
      SamplerOps ops = SamplerOps.registered().orElseThrow();
      Operand<TFloat32> settings = context.input(2);
      List<Operand<TFloat32>> inputs = List.of(context.input(0), context.input(1), settings, dv);
      return List.of(
          tf.ensureShape(ops.imageGradient().call(tf, inputs), context.inputShape(0)),
          tf.ensureShape(ops.pointsGradient().call(tf, inputs), context.inputShape(1)),
          tf.zerosLike(settings));
    }
  }

  /** {@return whether this build of TensorFlow supports custom operations} */
  public static boolean isAvailable() {
    return SamplerOps.registered().isPresent();
  }

  /**
   * Whether the loops can compute a sampler.
   *
   * @param interpolation kernel, padding and coordinates
   * @param u the shape of the images
   * @param output the shape of the output
   * @return false for kernels and paddings that the loops do not know, large images, and where this
   *     build of TensorFlow supports no custom operations
   */
  public static boolean supports(Interpolation interpolation, Shape u, Shape output) {
    return LoopKernel.of(interpolation.kernel())
        .filter(kernel -> LoopPadding.of(interpolation.padding()).isPresent())
        .filter(kernel -> elements(u, 4 * kernel.radius) <= LARGEST)
        .filter(kernel -> isShort(u) && isShort(output) && isAvailable())
        .isPresent();
  }

  /** The elements of one image with its frame; those of an unknown size are not counted. */
  private static double elements(Shape u, int frame) {
    int last = u.numDimensions() - 1;
    double elements = Math.max(1, u.get(last));
    for (int axis = 1; axis < last; axis++) {
      elements *= Math.max(1, u.get(axis)) + frame;
    }
    return elements;
  }

  private static boolean isShort(Shape shape) {
    return Arrays.stream(shape.asArray()).skip(1).allMatch(size -> size <= LONGEST);
  }

  /**
   * Reads images.
   *
   * @param tf where to build
   * @param u images or volumes
   * @param argument a grid, {@code [N, H', W', 2]} or {@code [N, D', H', W', 3]}, or the matrices
   *     that move the regular grid, {@code [N, 2, 3]} or {@code [N, 3, 4]}
   * @return samples, of the shape {@link #output()}, with gradients
   */
  public Operand<TFloat32> sample(Ops tf, Operand<TFloat32> u, Operand<TFloat32> argument) {
    interpolation.requireChannels(output.get(output.numDimensions() - 1));
    Shape size = output.subShape(1, output.numDimensions() - 1);
    double[] settings = SamplingCall.settings(interpolation, size);
    List<Operand<TFloat32>> inputs =
        List.of(u, argument, Constants.of(tf, TFloat32.class, Shape.of(settings.length), settings));
    Operand<TFloat32> v = SamplerOps.registered().orElseThrow().sample().call(tf, inputs);
    return CustomGradients.attach(tf, RULE, tf.ensureShape(v, output), inputs, List.of());
  }
}
