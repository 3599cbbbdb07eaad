package org.stnjava.testing;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * An array of numbers outside of TensorFlow, row-major.
 *
 * @param shape its shape
 * @param data its numbers
 */
public record Value(Shape shape, double[] data) {

  /** A value from its numbers. */
  public static Value of(double[] data, long... shape) {
    return new Value(Shape.of(shape), data);
  }

  /** Seeded numbers, uniform in [low, high). */
  public static Value random(long seed, double low, double high, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = Math.toIntExact(Shape.of(shape).size());
    return of(random.doubles(size).map(x -> low + (high - low) * x).toArray(), shape);
  }

  /** The same parameters for each of n images. */
  public static Value repeated(int n, float... parameters) {
    double[] data =
        IntStream.range(0, n * parameters.length)
            .mapToDouble(i -> parameters[i % parameters.length])
            .toArray();
    return of(data, n, parameters.length);
  }

  /** A tensor of {@code TFloat32} or {@code TFloat64}; the caller closes it. */
  public <T extends TFloating> T tensor(Class<T> type) {
    if (type == TFloat64.class) {
      return type.cast(TFloat64.tensorOf(shape, DataBuffers.of(data)));
    }
    float[] floats = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      floats[i] = (float) data[i];
    }
    return type.cast(TFloat32.tensorOf(shape, DataBuffers.of(floats)));
  }

  /** Copies a tensor of floating type. */
  public static Value copyOf(Object tensor) {
    Shape shape = ((NdArray<?>) tensor).shape();
    int size = Math.toIntExact(shape.size());
    double[] data = new double[size];
    if (tensor instanceof TFloat64 doubles) {
      doubles.copyTo(NdArrays.wrap(shape, DataBuffers.of(data)));
    } else {
      float[] floats = new float[size];
      ((TFloat32) tensor).copyTo(NdArrays.wrap(shape, DataBuffers.of(floats)));
      Arrays.setAll(data, i -> floats[i]);
    }
    return new Value(shape, data);
  }

  /** Fails with the first differing index, both numbers, the error and the tolerance. */
  public void mustEqual(Value expected, Tolerance tolerance) {
    if (!shape.equals(expected.shape)) {
      fail("shape: expected %s but got %s", expected.shape, shape);
    }
    for (int i = 0; i < data.length; i++) {
      if (!tolerance.accepts(expected.data[i], data[i])) {
        fail(
            "index %d of %s: expected %s but got %s, off by %.3g, tolerance %s",
            i, shape, expected.data[i], data[i], Math.abs(expected.data[i] - data[i]), tolerance);
      }
    }
  }
}
