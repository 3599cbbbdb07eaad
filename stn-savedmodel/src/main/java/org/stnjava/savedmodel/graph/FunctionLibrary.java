package org.stnjava.savedmodel.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.OpDef.AttrDef;

/** The functions of a graph beside TensorFlow's own operations. */
public final class FunctionLibrary {

  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, OpDef> operations = new HashMap<>();

  public FunctionLibrary(GraphDef graph) {
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    TensorFlow.registeredOpList().getOpList().forEach(op -> operations.put(op.getName(), op));
  }

  /**
   * The part of a graph's library that some of its nodes need.
   *
   * @param graph with all functions
   * @param nodes that may call them, directly or through other functions
   * @return those functions and their gradients, in the library's order
   */
  public static FunctionDefLibrary used(GraphDef graph, List<NodeDef> nodes) {
    Map<String, FunctionDef> all = new LinkedHashMap<>();
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> all.put(function.getSignature().getName(), function));
    Map<String, String> gradients = new HashMap<>();
    graph
        .getLibrary()
        .getGradientList()
        .forEach(it -> gradients.put(it.getFunctionName(), it.getGradientFunc()));
    Set<String> used = new HashSet<>();
    Deque<String> waiting = new ArrayDeque<>();
    nodes.forEach(node -> waiting.addAll(called(node)));
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      FunctionDef function = all.get(name);
      if (function != null && used.add(name)) {
        function.getNodeDefList().forEach(node -> waiting.addAll(called(node)));
        Optional.ofNullable(gradients.get(name)).ifPresent(waiting::add);
      }
    }
    FunctionDefLibrary.Builder library = FunctionDefLibrary.newBuilder();
    all.values().stream()
        .filter(function -> used.contains(function.getSignature().getName()))
        .forEach(library::addFunction);
    graph.getLibrary().getGradientList().stream()
        .filter(gradient -> used.contains(gradient.getFunctionName()))
        .forEach(library::addGradient);
    return library.build();
  }

  /** What a node may call: its operation, and the functions among its attributes. */
  private static List<String> called(NodeDef node) {
    List<String> names = new ArrayList<>();
    names.add(node.getOp());
    for (AttrValue value : node.getAttrMap().values()) {
      if (value.hasFunc()) {
        names.add(value.getFunc().getName());
      }
      value.getList().getFuncList().forEach(function -> names.add(function.getName()));
    }
    return names;
  }

  Optional<FunctionDef> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /** A node with the values of the attributes that were left out because they are the defaults. */
  NodeDef complete(NodeDef.Builder node) {
    OpDef operation = operations.getOrDefault(node.getOp(), OpDef.getDefaultInstance());
    for (AttrDef attribute : operation.getAttrList()) {
      if (attribute.hasDefaultValue() && !node.containsAttr(attribute.getName())) {
        node.putAttr(attribute.getName(), attribute.getDefaultValue());
      }
    }
    return node.build();
  }

  /** Whether a node gives the same for the same inputs and changes nothing. */
  boolean isPure(NodeDef node) {
    OpDef operation = operations.get(node.getOp());
    return operation != null && !operation.getIsStateful() && !node.getOp().contains("Placeholder");
  }

  /** Returns the place of an output among all of a node's, as graphs count them. */
  int outputIndex(NodeDef node, String argument, int index) {
    int first = 0;
    for (ArgDef output : outputs(node)) {
      if (output.getName().equals(argument)) {
        return first + index;
      }
      first += count(output, node);
    }
    throw new IllegalArgumentException(
        "%s: expected an output '%s' of operation %s but it has none"
            .formatted(node.getName(), argument, node.getOp()));
  }

  /** Returns how many tensors a node gives. */
  int outputCount(NodeDef node) {
    return outputs(node).stream().mapToInt(output -> count(output, node)).sum();
  }

  private List<ArgDef> outputs(NodeDef node) {
    FunctionDef function = functions.get(node.getOp());
    OpDef operation = function != null ? function.getSignature() : operations.get(node.getOp());
    if (operation == null) {
      throw new IllegalArgumentException(
          "%s: expected an operation that TensorFlow or the model defines but got %s"
              .formatted(node.getName(), node.getOp()));
    }
    return operation.getOutputArgList();
  }

  private static int count(ArgDef output, NodeDef node) {
    AttrValue none = AttrValue.getDefaultInstance();
    if (!output.getNumberAttr().isEmpty()) {
      return (int) node.getAttrOrDefault(output.getNumberAttr(), none).getI();
    }
    if (!output.getTypeListAttr().isEmpty()) {
      return node.getAttrOrDefault(output.getTypeListAttr(), none).getList().getTypeCount();
    }
    return 1;
  }
}
