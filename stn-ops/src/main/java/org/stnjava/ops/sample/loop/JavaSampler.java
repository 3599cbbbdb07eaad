package org.stnjava.ops.sample.loop;

import java.util.List;
import org.stnjava.ops.custom.CustomGradients;
import org.stnjava.ops.custom.GradientContext;
import org.stnjava.ops.custom.GradientRule;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.operand.Constants;
import org.stnjava.ops.sample.compiled.CompiledSampler;
import org.stnjava.ops.sample.compiled.PointSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A bilinear sampler of images as {@link BilinearOps} in the caller's graph: the gradients, and the
 * output where Java is faster than XLA.
 *
 * @param interpolation kernel, padding and coordinates
 * @param source where the points come from
 * @param output the shape of the output, {@code [N, H', W', C]}; only N may be unknown
 */
public record JavaSampler(Interpolation interpolation, PointSource source, Shape output) {

  private static final int IMAGES_RANK = 4;

  /** Larger images are not copied to Java's memory: 64 MiB. */
  private static final long LARGEST = 1 << 24;

  /** XLA computes the output of one channel, and of more channels than these, faster. */
  private static final int MOST_CHANNELS = 4;

  private static final String RULE = "sampled_in_java";

  static {
    CustomGradients.addRule(RULE, new Gradient());
  }

  /** The gradients, from images, points and settings. */
  private static final class Gradient implements GradientRule {

    @Override
    public List<Operand<TFloat32>> gradients(
        Ops tf, GradientContext context, Operand<TFloat32> dv) {
      BilinearOps ops = BilinearOps.registered().orElseThrow();
      Operand<TFloat32> settings = context.input(2);
      List<Operand<TFloat32>> inputs = List.of(context.input(0), context.input(1), settings, dv);
      return List.of(
          shaped(tf, ops.imageGradient().call(tf, inputs), context.inputShape(0)),
          shaped(tf, ops.pointsGradient().call(tf, inputs), context.inputShape(1)),
          tf.zerosLike(settings));
    }
  }

  /**
   * Whether the loops can compute a sampler.
   *
   * @param interpolation kernel, padding and coordinates
   * @param u the shape of the images
   * @param output the shape of the output
   * @return false for other kernels, paddings that the loops do not know, volumes and large images,
   *     and where this build of TensorFlow supports no custom operations
   */
  public static boolean supports(Interpolation interpolation, Shape u, Shape output) {
    return interpolation.kernel().equals(Kernel.BILINEAR)
        && LoopPadding.of(interpolation.padding()).isPresent()
        && u.numDimensions() == IMAGES_RANK
        && elements(u) <= LARGEST
        && elements(output) <= LARGEST
        && BilinearOps.registered().isPresent();
  }

  private static long elements(Shape shape) {
    return shape.get(1) * shape.get(2) * shape.get(3);
  }

  /**
   * Reads images.
   *
   * @param tf where to build
   * @param u images; only N may be unknown
   * @return samples, of the shape {@link #output()}, with gradients
   */
  public Operand<TFloat32> sample(Ops tf, Operand<TFloat32> u) {
    double[] settings = SamplingCall.settings(interpolation, output);
    List<Operand<TFloat32>> inputs =
        List.of(
            u,
            source.argument(),
            Constants.of(tf, TFloat32.class, Shape.of(settings.length), settings));
    return CustomGradients.attach(tf, RULE, values(tf, u, inputs), inputs, List.of());
  }

  private Operand<TFloat32> values(Ops tf, Operand<TFloat32> u, List<Operand<TFloat32>> inputs) {
    long channels = output.get(IMAGES_RANK - 1);
    if (channels == 1 || channels > MOST_CHANNELS) {
      return new CompiledSampler(interpolation, source, output).values(tf, u);
    }
    interpolation.requireChannels(channels);
    return shaped(tf, BilinearOps.registered().orElseThrow().sample().call(tf, inputs), output);
  }

  private static Operand<TFloat32> shaped(Ops tf, Operand<TFloat32> operand, Shape shape) {
    return tf.reshape(operand, tf.constant(shape.asArray()));
  }
}
