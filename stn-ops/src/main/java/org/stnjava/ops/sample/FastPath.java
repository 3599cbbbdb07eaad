package org.stnjava.ops.sample;

import org.stnjava.ops.custom.CustomGradients;
import org.stnjava.ops.sample.loop.LoopSampler;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Chooses between the portable graph and loops in Java.
 *
 * @param sampler the settings
 * @param output the shape of the output
 */
record FastPath(Sampler sampler, Shape output) {

  /** Elements of an output that TensorFlow samples as fast as Java is called. */
  private static final long WORTH_CALLING = 1 << 12;

  /** How many times as large as the output an image may be that loops copy whole. */
  private static final double WORTH_COPYING = 32;

  /** The size that is assumed for an unknown one. */
  private static final long USUAL_SIZE = 32;

  /**
   * Whether loops compute the sampler.
   *
   * @param u images
   */
  boolean takes(Ops tf, Operand<?> u) {
    return sampler.execution() != Execution.PORTABLE
        && sampler.antialiasing().equals(Antialiasing.none())
        && u.type() != TFloat64.class
        && tf.scope().env() instanceof Graph
        && (sampler.execution() != Execution.AUTOMATIC || pays(u.shape()))
        && CustomGradients.areAvailable()
        && LoopSampler.supports(sampler.interpolation(), u.shape(), output);
  }

  /** Images of unknown size may be too large for loops. */
  private boolean pays(Shape u) {
    for (int axis = 1; axis < u.numDimensions(); axis++) {
      if (u.get(axis) == Shape.UNKNOWN_SIZE) {
        return false;
      }
    }
    double samples = elements(output);
    return samples * known(output.get(0)) >= WORTH_CALLING
        && elements(u) <= WORTH_COPYING * samples;
  }

  /** Of one image. */
  private static double elements(Shape images) {
    double elements = 1;
    for (int axis = 1; axis < images.numDimensions(); axis++) {
      elements *= known(images.get(axis));
    }
    return elements;
  }

  private static double known(long size) {
    return size == Shape.UNKNOWN_SIZE ? USUAL_SIZE : size;
  }

  /**
   * Reads images.
   *
   * @param u images or volumes
   * @param argument a grid, or the matrices that move the regular grid
   */
  <T extends TFloating> Operand<T> sample(Ops tf, Operand<T> u, Operand<TFloat32> argument) {
    Operand<TFloat32> image = PixelRows.cast(tf, u, TFloat32.class);
    Operand<TFloat32> v =
        new LoopSampler(sampler.interpolation(), output).sample(tf, image, argument);
    return PixelRows.cast(tf, v, u.type());
  }
}
