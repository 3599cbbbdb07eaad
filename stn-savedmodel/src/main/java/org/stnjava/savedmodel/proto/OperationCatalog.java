package org.stnjava.savedmodel.proto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.OpDef.AttrDef;

/** TensorFlow's operation definitions, and the outputs of their nodes. */
public final class OperationCatalog {

  private static final Map<String, OpDef> OPERATIONS = new HashMap<>();

  static {
    TensorFlow.registeredOpList().getOpList().forEach(op -> OPERATIONS.put(op.getName(), op));
  }

  private OperationCatalog() {}

  /**
   * One output of a node.
   *
   * @param argument the name that the operation has for it
   * @param index among the outputs of that name
   * @param type of its elements
   */
  public record NodeOutput(String argument, int index, DataType type) {}

  public static boolean has(String operation) {
    return OPERATIONS.containsKey(operation);
  }

  /** Lists what a node gives, in the order of the graph; empty if its operation is unknown. */
  public static Optional<List<NodeOutput>> outputs(NodeDef node) {
    return Optional.ofNullable(OPERATIONS.get(node.getOp()))
        .map(
            operation -> {
              List<NodeOutput> outputs = new ArrayList<>();
              operation
                  .getOutputArgList()
                  .forEach(argument -> add(outputs, argument, new Attributed(node, operation)));
              return outputs;
            });
  }

  /**
   * The types of what a node gives, in the order of the graph.
   *
   * @throws IllegalArgumentException if its operation is unknown
   */
  public static List<DataType> outputTypes(NodeDef node) {
    return types(node, operation(node).getOutputArgList());
  }

  /**
   * The types of what a node takes, in the order of the graph.
   *
   * @throws IllegalArgumentException if its operation is unknown
   */
  public static List<DataType> inputTypes(NodeDef node) {
    return types(node, operation(node).getInputArgList());
  }

  /**
   * How many inputs a node has for each argument of its operation, in the order of the graph.
   *
   * @return for an argument that is no list, nothing
   * @throws IllegalArgumentException if its operation is unknown
   */
  public static List<OptionalInt> inputLists(NodeDef node) {
    Attributed attributed = new Attributed(node, operation(node));
    return attributed.operation.getInputArgList().stream()
        .map(
            argument ->
                argument.getTypeListAttr().isEmpty() && argument.getNumberAttr().isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(types(argument, attributed).size()))
        .toList();
  }

  private static List<DataType> types(NodeDef node, List<ArgDef> arguments) {
    Attributed attributed = new Attributed(node, operation(node));
    return arguments.stream().flatMap(argument -> types(argument, attributed).stream()).toList();
  }

  private static OpDef operation(NodeDef node) {
    OpDef operation = OPERATIONS.get(node.getOp());
    if (operation == null) {
      throw new IllegalArgumentException(
          "%s: expected an operation of TensorFlow but got %s"
              .formatted(node.getName(), node.getOp()));
    }
    return operation;
  }

  private static void add(List<NodeOutput> outputs, ArgDef argument, Attributed node) {
    List<DataType> types = types(argument, node);
    for (int i = 0; i < types.size(); i++) {
      outputs.add(new NodeOutput(argument.getName(), i, types.get(i)));
    }
  }

  private static List<DataType> types(ArgDef argument, Attributed node) {
    if (!argument.getTypeListAttr().isEmpty()) {
      return node.attribute(argument.getTypeListAttr()).getList().getTypeList();
    }
    DataType type =
        argument.getTypeAttr().isEmpty()
            ? argument.getType()
            : node.attribute(argument.getTypeAttr()).getType();
    int count =
        argument.getNumberAttr().isEmpty()
            ? 1
            : Math.toIntExact(node.attribute(argument.getNumberAttr()).getI());
    return Collections.nCopies(count, type);
  }

  /** A node with the default values of its operation's attributes. */
  private record Attributed(NodeDef node, OpDef operation) {

    AttrValue attribute(String name) {
      return node.getAttrOrDefault(
          name,
          operation.getAttrList().stream()
              .filter(attribute -> attribute.getName().equals(name))
              .map(AttrDef::getDefaultValue)
              .findFirst()
              .orElseGet(AttrValue::getDefaultInstance));
    }
  }
}
