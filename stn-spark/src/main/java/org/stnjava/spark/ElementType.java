package org.stnjava.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TString;

/** The element types of output columns, and their conversion from tensors. */
enum ElementType {
  FLOAT,
  DOUBLE,
  LONG,
  BOOLEAN,
  STRING;

  /** The type for a tensor's data type, by its NumPy name. */
  static Optional<ElementType> of(String dtype) {
    return switch (dtype) {
      case "float32", "float16", "bfloat16" -> Optional.of(FLOAT);
      case "float64" -> Optional.of(DOUBLE);
      case "uint8", "uint16", "int32", "int64" -> Optional.of(LONG);
      case "bool" -> Optional.of(BOOLEAN);
      case "string" -> Optional.of(STRING);
      default -> Optional.empty();
    };
  }

  DataType type() {
    return switch (this) {
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case LONG -> DataTypes.LongType;
      case BOOLEAN -> DataTypes.BooleanType;
      case STRING -> DataTypes.StringType;
    };
  }

  /** All values of a tensor, row-major, boxed as in Spark's rows. */
  Object[] values(Tensor tensor) {
    return switch (this) {
      case FLOAT -> floats(tensor);
      case DOUBLE -> doubles(tensor);
      case LONG -> longs(tensor);
      case BOOLEAN -> booleans(tensor);
      case STRING -> strings(tensor);
    };
  }

  private static Object[] floats(Tensor tensor) {
    float[] all = NpyTensors.array(tensor).floats();
    Object[] boxed = new Object[all.length];
    Arrays.setAll(boxed, i -> all[i]);
    return boxed;
  }

  private static Object[] doubles(Tensor tensor) {
    return Arrays.stream(NpyTensors.array(tensor).doubles()).boxed().toArray();
  }

  private static Object[] longs(Tensor tensor) {
    return Arrays.stream(NpyTensors.array(tensor).longs()).boxed().toArray();
  }

  private static Object[] booleans(Tensor tensor) {
    return Arrays.stream(NpyTensors.array(tensor).longs()).mapToObj(bit -> bit != 0).toArray();
  }

  private static Object[] strings(Tensor tensor) {
    Object[] all = new Object[Math.toIntExact(tensor.shape().size())];
    int next = 0;
    for (NdArray<byte[]> string : ((TString) tensor).asBytes().scalars()) {
      all[next++] = new String(string.getObject(), UTF_8);
    }
    return all;
  }
}
