package org.stnjava.savedmodel.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyStrings;
import org.stnjava.data.npy.NpyType;
import org.stnjava.data.npy.NpyValues;
import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Conversion between arrays and tensors, a block of memory at a time.
 *
 * <p>Whoever asks for a tensor closes it.
 */
public final class NpyTensors {
  /** How the elements of tensors lie in memory. */
  private static final Map<Class<? extends TType>, NpyType> STORED =
      Map.of(
          TFloat16.class, NpyType.FLOAT16,
          TFloat32.class, NpyType.FLOAT32,
          TFloat64.class, NpyType.FLOAT64,
          TInt32.class, NpyType.INT32,
          TInt64.class, NpyType.INT64,
          TUint8.class, NpyType.UINT8,
          TUint16.class, NpyType.UINT16,
          TBool.class, NpyType.BOOL);

  private NpyTensors() {}

  /**
   * Returns an array's shape as a tensor has it.
   *
   * @param array of any type
   * @return a known shape
   */
  public static Shape shape(NpyArray array) {
    return Shape.of(array.shape());
  }

  /**
   * Makes a tensor of floats.
   *
   * @param array of any type; converted as {@link NpyArray#floats} does
   * @return a tensor of the same shape, to be closed
   */
  public static TFloat32 float32(NpyArray array) {
    if (array.type() == NpyType.FLOAT32) {
      return TFloat32.tensorOf(shape(array), tensor -> fill(tensor.asRawTensor(), array));
    }
    return TFloat32.tensorOf(shape(array), DataBuffers.of(array.floats(), true, false));
  }

  /**
   * Makes a tensor of doubles.
   *
   * @param array of any type; converted as {@link NpyArray#doubles} does
   * @return a tensor of the same shape, to be closed
   */
  public static TFloat64 float64(NpyArray array) {
    if (array.type() == NpyType.FLOAT64) {
      return TFloat64.tensorOf(shape(array), tensor -> fill(tensor.asRawTensor(), array));
    }
    return TFloat64.tensorOf(shape(array), DataBuffers.of(array.doubles(), true, false));
  }

  /**
   * Makes a tensor of any type that TensorFlow Java has numbers or booleans of.
   *
   * @param array converted to the type: to floating point by the nearest value, to integers exactly
   * @param type such as {@code TFloat16.class}
   * @return a tensor of the same shape, to be closed
   * @throws IllegalArgumentException if the type has no numbers, or it is an integer one and an
   *     element is no integer or out of its range, or it is bool and the array's is not
   */
  public static Tensor tensor(NpyArray array, Class<? extends TType> type) {
    if (type == TFloat16.class && array.type() != NpyType.FLOAT16) {
      return TFloat16.tensorOf(shape(array), DataBuffers.of(array.floats(), true, false));
    }
    if (type == TBfloat16.class) {
      return TBfloat16.tensorOf(shape(array), DataBuffers.of(array.floats(), true, false));
    }
    NpyType stored = STORED.get(type);
    if (stored == null) {
      throw new IllegalArgumentException(
          "expected a type of numbers or booleans but got " + type.getSimpleName());
    }
    NpyArray converted = array.as(stored);
    return Tensor.of(type, shape(array), tensor -> fill(tensor.asRawTensor(), converted));
  }

  /**
   * Overwrites the values of a tensor.
   *
   * @param array as many values as the tensor has, converted as {@link #tensor} does
   * @param type of the tensor; no half precision
   * @param tensor is overwritten
   * @throws IllegalArgumentException if the number of values differs, or as {@link #tensor}
   */
  public static void write(NpyArray array, Class<? extends TType> type, Tensor tensor) {
    NpyType stored = STORED.get(type);
    if (stored == null || array.size() != tensor.shape().size()) {
      throw new IllegalArgumentException(
          "array: expected %s values of %s but got %s"
              .formatted(tensor.shape().size(), type.getSimpleName(), array));
    }
    fill(tensor.asRawTensor(), array.as(stored));
  }

  /**
   * Makes a tensor of strings.
   *
   * @param strings of any shape
   * @return a tensor of the same shape, to be closed
   */
  public static TString strings(NpyStrings strings) {
    byte[][] values = strings.values().toArray(byte[][]::new);
    return TString.tensorOfBytes(Shape.of(strings.shape()), DataBuffers.ofObjects(values));
  }

  /**
   * Copies a tensor of numbers or booleans.
   *
   * @param tensor up to 2³¹ − 9 bytes
   * @return an array of the tensor's type; of {@link NpyType#FLOAT32} for bfloat16, which NumPy
   *     does not have
   * @throws IllegalArgumentException if the tensor is larger than that, or holds strings
   */
  public static NpyArray array(Tensor tensor) {
    if (tensor instanceof TBfloat16 half) {
      return widened(half);
    }
    return STORED.entrySet().stream()
        .filter(entry -> entry.getKey().isInstance(tensor))
        .map(entry -> copy(tensor.asRawTensor(), tensor.shape(), entry.getValue()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tensor: expected numbers or booleans but got " + tensor.dataType()));
  }

  /**
   * Copies a tensor of any type that {@link #array} or {@link #strings} know.
   *
   * @param tensor values or strings
   * @return the same values
   * @throws IllegalArgumentException as {@link #array}
   */
  public static NpyValues values(Tensor tensor) {
    if (!(tensor instanceof TString strings)) {
      return array(tensor);
    }
    List<byte[]> values = new ArrayList<>();
    strings.asBytes().scalars().forEach(scalar -> values.add(scalar.getObject()));
    return NpyStrings.of(values, tensor.shape().asArray());
  }

  private static NpyArray widened(FloatNdArray half) {
    float[] values = new float[Math.toIntExact(half.shape().size())];
    half.copyTo(NdArrays.wrap(half.shape(), DataBuffers.of(values)));
    return NpyArray.of(values, half.shape().asArray());
  }

  private static void fill(RawTensor tensor, NpyArray array) {
    if (array.size() > 0) {
      tensor.data().write(array.raw());
    }
  }

  private static NpyArray copy(RawTensor tensor, Shape shape, NpyType type) {
    if (tensor.numBytes() > NpyArray.MAX_BYTES) {
      throw new IllegalArgumentException(
          "tensor: expected up to " + NpyArray.MAX_BYTES + " bytes but got " + tensor.numBytes());
    }
    byte[] bytes = new byte[(int) tensor.numBytes()];
    if (bytes.length > 0) {
      tensor.data().read(bytes);
    }
    return NpyArray.wrap(bytes, type, shape.asArray());
  }
}
