package org.stnjava.savedmodel.python;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.TensorShapeProto;

/** Flattens the nested arguments and results of Python's functions. */
final class StructuredValues {

  private StructuredValues() {}

  /**
   * A tensor within a nested value.
   *
   * @param name its path of keys and indices, joined by {@code _}
   * @param shape of the tensor, as far as it is known
   */
  record Leaf(String name, TensorShapeProto shape) {}

  /** Lists the tensors in the order in which a function gives them. */
  static List<Leaf> tensors(StructuredValue value) {
    List<Leaf> leaves = new ArrayList<>();
    boolean named = value.hasDictValue();
    collect(named ? "" : "output", value, leaves);
    return leaves.size() == 1 && leaves.get(0).name().equals("output")
        ? List.of(new Leaf("output_0", leaves.get(0).shape()))
        : leaves;
  }

  private static void collect(String path, StructuredValue value, List<Leaf> leaves) {
    String prefix = path.isEmpty() ? "" : path + "_";
    if (value.hasTensorSpecValue()) {
      leaves.add(new Leaf(path, value.getTensorSpecValue().getShape()));
    } else if (value.hasDictValue()) {
      new TreeMap<>(value.getDictValue().getFieldsMap())
          .forEach((key, field) -> collect(prefix + key, field, leaves));
    } else {
      List<StructuredValue> values = elements(value);
      for (int i = 0; i < values.size(); i++) {
        collect(prefix + i, values.get(i), leaves);
      }
    }
  }

  private static List<StructuredValue> elements(StructuredValue value) {
    return switch (value.getKindCase()) {
      case LIST_VALUE -> value.getListValue().getValuesList();
      case TUPLE_VALUE -> value.getTupleValue().getValuesList();
      case NAMED_TUPLE_VALUE ->
          value.getNamedTupleValue().getValuesList().stream().map(pair -> pair.getValue()).toList();
      default -> List.of();
    };
  }

  /**
   * Writes arguments as Python would, a tensor by its name.
   *
   * @param arguments a tuple of positional arguments and a dictionary of others
   * @return such as {@code (x, 2.0, training=True)}
   */
  static String literals(StructuredValue arguments) {
    List<String> texts = new ArrayList<>();
    for (StructuredValue part : arguments.getTupleValue().getValuesList()) {
      elements(part).forEach(value -> texts.add(literal(value)));
      new TreeMap<>(part.getDictValue().getFieldsMap())
          .forEach((name, value) -> texts.add(name + "=" + literal(value)));
    }
    return "(" + String.join(", ", texts) + ")";
  }

  private static String literal(StructuredValue value) {
    return switch (value.getKindCase()) {
      case NONE_VALUE -> "None";
      case BOOL_VALUE -> value.getBoolValue() ? "True" : "False";
      case INT64_VALUE -> Long.toString(value.getInt64Value());
      case FLOAT64_VALUE -> Double.toString(value.getFloat64Value());
      case STRING_VALUE -> "'" + value.getStringValue() + "'";
      case TENSOR_SPEC_VALUE -> value.getTensorSpecValue().getName();
      case DICT_VALUE ->
          new TreeMap<>(value.getDictValue().getFieldsMap())
              .entrySet().stream()
                  .map(field -> field.getKey() + ": " + literal(field.getValue()))
                  .collect(Collectors.joining(", ", "{", "}"));
      case LIST_VALUE, TUPLE_VALUE, NAMED_TUPLE_VALUE ->
          elements(value).stream()
              .map(StructuredValues::literal)
              .collect(Collectors.joining(", ", "[", "]"));
      default -> "…";
    };
  }
}
