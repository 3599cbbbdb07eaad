package org.stnjava.models.savedmodel;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/** Names for the types and shapes of protocol buffers. */
final class ProtoTypes {

  private static final String REFERENCE = "_REF";

  private ProtoTypes() {}

  /** Returns the name that NumPy has for a type; a reference is named as what it refers to. */
  static String dtype(DataType type) {
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
  static @Nullable List<Long> shape(TensorShapeProto shape) {
    return shape.getUnknownRank() ? null : sizes(shape);
  }

  /** Returns the sizes of a shape whose rank is known. */
  static List<Long> sizes(TensorShapeProto shape) {
    return shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
  }
}
