package org.stnjava.savedmodel.graph.composition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Operations whose outputs consist of elements of their inputs and zeros.
 *
 * <p>The operation is applied to the elements' indices, by which the elements are then gathered.
 */
final class DataMovement {

  private static final Set<String> OPERATIONS =
      Set.of(
          "MatrixDiag",
          "MatrixDiagV2",
          "MatrixDiagV3",
          "MatrixDiagPart",
          "MatrixDiagPartV2",
          "MatrixDiagPartV3",
          "MatrixSetDiag",
          "MatrixSetDiagV2",
          "MatrixSetDiagV3",
          "ExtractImagePatches",
          "ExtractVolumePatches",
          "TensorScatterUpdate",
          "TensorStridedSliceUpdate",
          "Reverse");

  static final Map<String, Composition> ALL =
      OPERATIONS.stream().collect(Collectors.toMap(name -> name, name -> DataMovement::moved));

  private DataMovement() {}

  private static List<Operand<TFloating>> moved(Ops tf, OperationCall call) {
    DataType type = call.node().getAttrOrThrow("T").getType();
    Map<String, AttrValue> attributes = new HashMap<>(call.node().getAttrMap());
    attributes.put("T", Attributes.type(DataType.DT_INT64));
    List<Operand<TFloating>> elements = new ArrayList<>();
    List<Operand<?>> numbers = new ArrayList<>();
    Operand<TInt64> next = tf.constant(1L);
    for (Operand<?> input : call.inputs()) {
      if (input.asOutput().dataType() == type) {
        Operand<TFloating> given = call.input(numbers.size());
        elements.add(tf.reshape(given, tf.constant(new int[] {-1})));
        Operand<TInt64> end = tf.math.add(next, tf.size(given, TInt64.class));
        numbers.add(tf.reshape(tf.range(next, end, tf.constant(1L)), tf.shape(given)));
        next = end;
      } else {
        numbers.add(input);
      }
    }
    Operand<TFloating> zero = tf.fill(tf.constant(new int[] {1}), call.number(elements.get(0), 0));
    elements.add(0, zero);
    Operand<TInt64> places = call.operation(numbers, attributes).output(0);
    return List.of(tf.gather(tf.concat(elements, tf.constant(0)), places, tf.constant(0)));
  }
}
