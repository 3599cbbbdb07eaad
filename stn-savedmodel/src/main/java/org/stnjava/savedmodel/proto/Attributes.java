package org.stnjava.savedmodel.proto;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Attributes of nodes. */
public final class Attributes {

  public static final AttrValue FLOAT = type(DataType.DT_FLOAT);
  public static final AttrValue INT = type(DataType.DT_INT32);
  public static final AttrValue NONE = AttrValue.getDefaultInstance();

  private Attributes() {}

  public static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  public static AttrValue text(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }

  public static AttrValue flag(boolean flag) {
    return AttrValue.newBuilder().setB(flag).build();
  }

  public static AttrValue number(float number) {
    return AttrValue.newBuilder().setF(number).build();
  }

  /** The attributes of a constant of floats, a scalar. */
  public static Map<String, AttrValue> constant(float value) {
    return constant(
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addFloatVal(value)
            .build());
  }

  /** The attributes of a constant of integers, row-major. */
  public static Map<String, AttrValue> constant(List<Integer> values, int... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : sizes) {
      shape.addDimBuilder().setSize(size);
    }
    return constant(
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(shape)
            .addAllIntVal(values)
            .build());
  }

  /** The attributes of a constant. */
  public static Map<String, AttrValue> constant(TensorProto value) {
    return Map.of(
        "dtype", type(value.getDtype()), "value", AttrValue.newBuilder().setTensor(value).build());
  }

  /** The attributes of a constant of text, a scalar. */
  public static Map<String, AttrValue> constantText(String text) {
    return constant(
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addStringVal(ByteString.copyFromUtf8(text))
            .build());
  }
}
