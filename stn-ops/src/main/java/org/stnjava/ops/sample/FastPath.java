package org.stnjava.ops.sample;

import org.stnjava.ops.custom.CustomGradients;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.sample.compiled.CompiledSampler;
import org.stnjava.ops.sample.compiled.PointSource;
import org.stnjava.ops.sample.loop.JavaSampler;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Chooses between the portable graph, functions that XLA compiles and loops in Java.
 *
 * @param sampler the settings
 * @param output the shape of the output
 */
record FastPath(Sampler sampler, Shape output) {

  /** Elements of an output that TensorFlow samples as fast as a compiled function is called. */
  private static final long WORTH_COMPILING = 1 << 12;

  /** The size that is assumed for a batch of unknown size. */
  private static final long USUAL_BATCH = 32;

  /**
   * Whether the sampler runs as compiled functions or loops.
   *
   * @param u images
   */
  boolean takes(Ops tf, Operand<?> u) {
    return sampler.execution() != Execution.PORTABLE
        && sampler.antialiasing().equals(Antialiasing.none())
        && u.type() != TFloat64.class
        && tf.scope().env() instanceof Graph
        && isKnown(u.shape())
        && isKnown(output)
        && (sampler.execution() != Execution.AUTOMATIC || pays())
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

  private boolean pays() {
    long elements = output.get(0) == Shape.UNKNOWN_SIZE ? USUAL_BATCH : output.get(0);
    for (int axis = 1; axis < output.numDimensions(); axis++) {
      elements *= output.get(axis);
    }
    return elements >= WORTH_COMPILING;
  }

  /**
   * Reads images.
   *
   * @param u images; only N may be unknown
   * @param source where the points come from
   */
  <T extends TFloating> Operand<T> sample(Ops tf, Operand<T> u, PointSource source) {
    Operand<TFloat32> image = PixelRows.cast(tf, u, TFloat32.class);
    Interpolation interpolation = sampler.interpolation();
    boolean loops =
        sampler.execution() == Execution.JAVA
            && JavaSampler.supports(interpolation, u.shape(), output);
    Operand<TFloat32> v =
        loops
            ? new JavaSampler(interpolation, source, output).sample(tf, image)
            : new CompiledSampler(interpolation, source, output).sample(tf, image);
    return PixelRows.cast(tf, v, u.type());
  }
}
