package org.stnjava.savedmodel.classify;

import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.tensor.InputTensors;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Pixel values as arrays of the type that an input has. */
final class ImageValues {

  /** The integers that a type holds. */
  private record Limits(long low, long high) {}

  private static final Map<String, Limits> INTEGERS =
      Map.of(
          "uint8", new Limits(0, 255),
          "uint16", new Limits(0, 65_535),
          "int32", new Limits(Integer.MIN_VALUE, Integer.MAX_VALUE),
          "int64", new Limits(Long.MIN_VALUE, Long.MAX_VALUE));

  private static final double WHITE = 255;

  private ImageValues() {}

  /** The default scaling for a type. */
  static PixelScaling usual(String dtype) {
    return INTEGERS.containsKey(dtype) ? PixelScaling.BYTES : PixelScaling.UNIT;
  }

  /** Whether pixels can be fed as a type. */
  static boolean isNumber(String dtype) {
    return InputTensors.type(dtype).isPresent() && !dtype.equals("string") && !dtype.equals("bool");
  }

  /**
   * Requires that a type can hold scaled pixels.
   *
   * @throws IllegalArgumentException if it is of integers and the values are not, or are too large
   */
  static void require(TensorDescription input, PixelScaling scaling) {
    Limits limits = INTEGERS.get(input.dtype());
    if (limits != null && !holds(input.dtype(), scaling)) {
      throw new IllegalArgumentException(
          "inputRange: expected whole numbers from %d to %d, as the input %s is %s, but got %s"
              .formatted(limits.low(), limits.high(), input.name(), input.dtype(), scaling));
    }
  }

  /** Whether a type can hold scaled pixels: of integers, if all are whole and within the limits. */
  static boolean holds(String dtype, PixelScaling scaling) {
    Limits limits = INTEGERS.get(dtype);
    if (limits == null) {
      return true;
    }
    double low = Math.min(scaling.value(0), scaling.value(WHITE));
    double high = Math.max(scaling.value(0), scaling.value(WHITE));
    double step = scaling.scale() / WHITE;
    boolean isWhole = step == Math.rint(step) && scaling.offset() == Math.rint(scaling.offset());
    return isWhole && low >= limits.low() && high <= limits.high();
  }

  /** Makes an array of {@code shape.size()} values. */
  static NdArray<?> array(String dtype, Shape shape, IntToDoubleFunction value) {
    int count = Math.toIntExact(shape.size());
    return switch (dtype) {
      case "float64" -> NdArrays.wrap(shape, DataBuffers.of(doubles(count, value)));
      case "uint8" -> NdArrays.wrap(shape, DataBuffers.of(bytes(count, value)));
      case "uint16" -> NdArrays.wrap(shape, DataBuffers.of(shorts(count, value)));
      case "int32" -> NdArrays.wrap(shape, DataBuffers.of(ints(count, value)));
      case "int64" -> NdArrays.wrap(shape, DataBuffers.of(longs(count, value)));
      default -> NdArrays.wrap(shape, DataBuffers.of(floats(count, value)));
    };
  }

  static float[] floats(int count, IntToDoubleFunction value) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return values;
  }

  private static double[] doubles(int count, IntToDoubleFunction value) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return values;
  }

  private static byte[] bytes(int count, IntToDoubleFunction value) {
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) Math.round(value.applyAsDouble(i));
    }
    return values;
  }

  private static short[] shorts(int count, IntToDoubleFunction value) {
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] = (short) Math.round(value.applyAsDouble(i));
    }
    return values;
  }

  private static int[] ints(int count, IntToDoubleFunction value) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = (int) Math.round(value.applyAsDouble(i));
    }
    return values;
  }

  private static long[] longs(int count, IntToDoubleFunction value) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.round(value.applyAsDouble(i));
    }
    return values;
  }
}
