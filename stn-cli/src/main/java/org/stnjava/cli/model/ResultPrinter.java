package org.stnjava.cli.model;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;

/** What a call gave, for people: a line an output, with its first values. */
final class ResultPrinter {

  private static final int SHOWN = 10;

  private ResultPrinter() {}

  static void print(SignatureDescription signature, Result result, PrintWriter out) {
    for (TensorDescription output : signature.outputs()) {
      Tensor tensor = result.get(output.name()).orElseThrow();
      out.printf("%s: %s %s %s%n", output.name(), output.dtype(), tensor.shape(), values(tensor));
    }
  }

  private static String values(Tensor tensor) {
    String shown =
        StreamSupport.stream(((NdArray<?>) tensor).scalars().spliterator(), false)
            .limit(SHOWN)
            .map(scalar -> text(tensor, scalar.getObject()))
            .collect(Collectors.joining(", "));
    return tensor.shape().size() > SHOWN ? shown + ", …" : shown;
  }

  private static String text(Tensor tensor, Object value) {
    if (tensor instanceof TUint8) {
      return Integer.toString(Byte.toUnsignedInt((Byte) value));
    }
    if (tensor instanceof TUint16) {
      return Integer.toString(Short.toUnsignedInt((Short) value));
    }
    return value instanceof String ? "'" + value + "'" : String.valueOf(value);
  }
}
