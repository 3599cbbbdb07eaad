package org.stnjava.savedmodel.tensor;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shaped;
import org.tensorflow.ndarray.ShortNdArray;
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

/** Copies arrays to tensors of an input's type. */
public final class InputTensors {

  /** A type of tensors with the arrays that it can be made of. */
  private record Maker(
      Class<? extends TType> type, Class<?> array, Function<NdArray<?>, @Nullable Tensor> tensor) {

    static <A extends NdArray<?>> Maker of(
        Class<? extends TType> type, Class<A> array, Function<A, @Nullable Tensor> tensor) {
      return new Maker(type, array, any -> tensor.apply(array.cast(any)));
    }
  }

  private static final Map<String, Maker> MAKERS =
      Map.of(
          "float16", Maker.of(TFloat16.class, FloatNdArray.class, TFloat16::tensorOf),
          "bfloat16", Maker.of(TBfloat16.class, FloatNdArray.class, TBfloat16::tensorOf),
          "float32", Maker.of(TFloat32.class, FloatNdArray.class, TFloat32::tensorOf),
          "float64", Maker.of(TFloat64.class, DoubleNdArray.class, TFloat64::tensorOf),
          "uint8", Maker.of(TUint8.class, ByteNdArray.class, TUint8::tensorOf),
          "uint16", Maker.of(TUint16.class, ShortNdArray.class, TUint16::tensorOf),
          "int32", Maker.of(TInt32.class, IntNdArray.class, TInt32::tensorOf),
          "int64", Maker.of(TInt64.class, LongNdArray.class, TInt64::tensorOf),
          "bool", Maker.of(TBool.class, BooleanNdArray.class, TBool::tensorOf),
          "string", Maker.of(TString.class, NdArray.class, InputTensors::strings));

  private InputTensors() {}

  /** Gives the class of a type's tensors, if TensorFlow Java has one. */
  public static Optional<Class<? extends TType>> type(String dtype) {
    return Optional.ofNullable(MAKERS.get(dtype)).map(Maker::type);
  }

  /** Names the type and shape of a value. */
  public static String describe(Shaped value) {
    String type =
        value instanceof Tensor tensor
            ? ProtoTypes.dtype(tensor.dataType())
            : value.getClass().getSimpleName();
    return type + " " + value.shape();
  }

  /**
   * Copies an array into a tensor, to be closed by the caller.
   *
   * @param array elements of Java's type for the dtype, or strings or their bytes
   * @param dtype as NumPy names it
   * @return the tensor, or null if the dtype cannot be made of such an array
   */
  public static @Nullable Tensor copy(NdArray<?> array, String dtype) {
    Maker maker = MAKERS.get(dtype);
    return maker == null || !maker.array().isInstance(array) ? null : maker.tensor().apply(array);
  }

  @SuppressWarnings("unchecked") // an array has one type of elements, that of the first
  private static @Nullable Tensor strings(NdArray<?> array) {
    Object first = array.shape().size() == 0 ? "" : array.scalars().iterator().next().getObject();
    if (first instanceof String) {
      return TString.tensorOf((NdArray<String>) array);
    }
    return first instanceof byte[] ? TString.tensorOfBytes((NdArray<byte[]>) array) : null;
  }
}
