package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.custom.CustomGradients;
import org.stnjava.ops.custom.GradientContext;
import org.stnjava.ops.custom.GradientRule;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The sampler as {@link Loops}, in the caller's graph: the gradients, and the output where Java is
 * faster than XLA.
 *
 * @param sampler the settings
 * @param source where the points come from
 * @param output the shape of the output; only N may be unknown
 */
record JavaSampler(Sampler sampler, PointSource source, Shape output) {

  private static final int IMAGES_RANK = 4;

  /** Larger images are not copied into Java's memory: 64 MiB. */
  private static final long LARGEST = 1 << 24;

  /** XLA computes the output of one channel, and of more than these, faster. */
  private static final int MOST_CHANNELS = 4;

  private static final String RULE = "sampled_in_java";

  static {
    CustomGradients.addRule(RULE, new Gradient());
  }

  /** The gradients of an output that was computed from images, points and settings. */
  private static final class Gradient implements GradientRule {

    @Override
    public List<Operand<TFloat32>> gradients(
        Ops tf, GradientContext context, Operand<TFloat32> dv) {
      Loops loops = Loops.registered().orElseThrow();
      Operand<TFloat32> settings = context.input(2);
      List<Operand<TFloat32>> inputs = List.of(context.input(0), context.input(1), settings, dv);
      return List.of(
          shaped(tf, loops.imageGradient().call(tf, inputs), context.inputShape(0)),
          shaped(tf, loops.pointsGradient().call(tf, inputs), context.inputShape(1)),
          tf.zerosLike(settings));
    }
  }

  /**
   * Whether a sampler runs as loops, of those that need not be portable.
   *
   * @param u the shape of the images
   * @param output that of the output
   */
  static boolean takes(Sampler sampler, Shape u, Shape output) {
    return sampler.execution() == Execution.JAVA
        && sampler.kernel() instanceof Bilinear
        && u.numDimensions() == IMAGES_RANK
        && numbers(u) <= LARGEST
        && numbers(output) <= LARGEST
        && Loops.registered().isPresent();
  }

  private static long numbers(Shape shape) {
    return shape.get(1) * shape.get(2) * shape.get(3);
  }

  /**
   * Reads images.
   *
   * @param u images; only N may be unknown
   */
  Operand<TFloat32> sample(Ops tf, Operand<TFloat32> u) {
    double[] settings = LoopJob.settings(sampler, output);
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
      return new CompiledSampler(sampler, source, output).values(tf, u);
    }
    ((Outside) sampler.padding()).constant(tf, TFloat32.class, channels); // or it does not fit
    return shaped(tf, Loops.registered().orElseThrow().sample().call(tf, inputs), output);
  }

  private static Operand<TFloat32> shaped(Ops tf, Operand<TFloat32> operand, Shape shape) {
    return tf.reshape(operand, tf.constant(shape.asArray()));
  }
}
