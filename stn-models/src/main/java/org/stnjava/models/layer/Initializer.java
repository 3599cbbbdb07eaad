package org.stnjava.models.layer;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;

/** Computes the initial values of a weight from its shape and a seed. */
@FunctionalInterface
public interface Initializer {

  /**
   * The initial values.
   *
   * @param shape of the weight, the outputs last
   * @param seed of the weight
   * @return a value for each element, row-major
   */
  float[] values(Shape shape, long seed);

  /**
   * All zeros.
   *
   * @return the initializer
   */
  static Initializer zeros() {
    return constant(0);
  }

  /**
   * The same value everywhere.
   *
   * @param value of each element
   * @return the initializer
   */
  static Initializer constant(float value) {
    return (shape, seed) -> {
      float[] values = new float[size(shape)];
      Arrays.fill(values, value);
      return values;
    };
  }

  /**
   * Given values.
   *
   * @param values row-major, one for each element of the weight
   * @return the initializer
   */
  static Initializer of(float... values) {
    float[] copy = values.clone();
    return (shape, seed) -> {
      if (copy.length != size(shape)) {
        throw new IllegalArgumentException(
            "values: expected %d for shape %s but got %d"
                .formatted(size(shape), shape, copy.length));
      }
      return copy.clone();
    };
  }

  /**
   * Normal distribution of variance 2 / fan-in, for layers followed by a ReLU (He et al. 2015,
   * equation 10).
   *
   * @return the initializer
   */
  static Initializer he() {
    return (shape, seed) -> {
      double deviation = Math.sqrt(2.0 / (double) fanIn(shape));
      SplittableRandom random = new SplittableRandom(seed);
      float[] values = new float[size(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
      return values;
    };
  }

  /**
   * Uniform distribution in ±1/√fan, PyTorch's default for the kernel and the bias of a layer.
   *
   * @param fan number of inputs of one output of the layer
   * @return the initializer
   */
  static Initializer uniform(long fan) {
    return (shape, seed) -> {
      double bound = 1 / Math.sqrt((double) fan);
      SplittableRandom random = new SplittableRandom(seed);
      float[] values = new float[size(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      return values;
    };
  }

  private static int size(Shape shape) {
    return Math.toIntExact(shape.size());
  }

  /** The number of inputs of one output: the product of all axes but the last. */
  private static long fanIn(Shape shape) {
    long[] sizes = shape.asArray();
    return Arrays.stream(sizes, 0, sizes.length - 1).reduce(1, Math::multiplyExact);
  }
}
