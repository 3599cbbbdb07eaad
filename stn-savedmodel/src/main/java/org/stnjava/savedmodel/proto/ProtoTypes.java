package org.stnjava.savedmodel.proto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Names of types and shapes of protocol buffers. */
public final class ProtoTypes {

  private static final String REFERENCE = "_REF";

  private ProtoTypes() {}

  /** Returns the name that NumPy has for a type; a reference is named as what it refers to. */
  public static String dtype(DataType type) {
    String name = type.name().replaceFirst("^DT_", "");
    if (name.endsWith(REFERENCE)) {
      name = name.substring(0, name.length() - REFERENCE.length());
    }
    return switch (name) {
      case "HALF" -> "float16";
      case "FLOAT" -> "float32";
      case "DOUBLE" -> "float64";
      default -> name.toLowerCase(Locale.ROOT);
    };
  }

  /** Returns the sizes, −1 for an open one, or null if the rank is not known. */
  public static @Nullable List<Long> shape(TensorShapeProto shape) {
    return shape.getUnknownRank() ? null : sizes(shape);
  }

  /** Returns the sizes of a shape whose rank is known. */
  public static List<Long> sizes(TensorShapeProto shape) {
    return shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
  }

  /** Returns the value of a scalar as text, or nothing for a type that is not written here. */
  public static Optional<String> scalar(TensorProto value) {
    ByteBuffer bytes =
        value.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean packed = bytes.hasRemaining();
    return switch (value.getDtype()) {
      case DT_FLOAT -> text(packed ? List.of(bytes.getFloat()) : value.getFloatValList());
      case DT_DOUBLE -> text(packed ? List.of(bytes.getDouble()) : value.getDoubleValList());
      case DT_INT32 -> text(packed ? List.of(bytes.getInt()) : value.getIntValList());
      case DT_INT64 -> text(packed ? List.of(bytes.getLong()) : value.getInt64ValList());
      case DT_BOOL -> text(packed ? List.of(bytes.get() != 0) : value.getBoolValList());
      case DT_STRING ->
          value.getStringValList().stream().findFirst().map(it -> "'" + it.toStringUtf8() + "'");
      default -> Optional.empty();
    };
  }

  /** Returns a constant's floats, row-major; empty for another type, or an abridged value. */
  public static Optional<float[]> floats(TensorProto value) {
    if (value.getDtype() != DataType.DT_FLOAT) {
      return Optional.empty();
    }
    FloatBuffer packed =
        value
            .getTensorContent()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] values =
        new float[packed.hasRemaining() ? packed.remaining() : value.getFloatValCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = packed.hasRemaining() ? packed.get() : value.getFloatVal(i);
    }
    long size = sizes(value.getTensorShape()).stream().reduce(1L, (a, b) -> a * b);
    return values.length == size ? Optional.of(values) : Optional.empty();
  }

  private static Optional<String> text(List<?> values) {
    return values.stream().findFirst().map(String::valueOf);
  }
}
