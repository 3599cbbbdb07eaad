package org.stnjava.savedmodel.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/** One call of a function, or the graph itself, on its way into a flat graph. */
public final class InlineScope {

  private final String prefix;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, String> arguments = new HashMap<>();
  private final Map<String, AttrValue> attributes;
  private final Optional<String> entry;

  /** The graph itself. */
  public InlineScope(Collection<NodeDef> graph) {
    prefix = "";
    attributes = Map.of();
    entry = Optional.empty();
    graph.forEach(node -> nodes.put(node.getName(), node));
  }

  /**
   * A call.
   *
   * @param name of the call in the flat graph
   * @param function what is called
   * @param call the arguments as tensors of the flat graph, and what the function's attributes are
   * @param entry a node of the flat graph that everything in the call waits for
   */
  public InlineScope(String name, FunctionDef function, Call call, Optional<String> entry) {
    prefix = name + "/";
    attributes = call.attributes();
    this.entry = entry;
    function.getNodeDefList().forEach(node -> nodes.put(node.getName(), node));
    for (int i = 0; i < function.getSignature().getInputArgCount(); i++) {
      arguments.put(function.getSignature().getInputArg(i).getName(), call.inputs().get(i));
    }
  }

  /** What a function is called with. */
  record Call(List<String> inputs, Map<String, AttrValue> attributes) {}

  /** The name of a node in the flat graph. */
  String flatName(String node) {
    return prefix + node;
  }

  /** The node that is meant by an input or by the name of a tensor; null for an argument. */
  @Nullable NodeDef node(String reference) {
    return nodes.get(TensorName.nodeOf(reference));
  }

  /** The tensor of the flat graph that is handed over as an argument; null for a node. */
  @Nullable String argument(String reference) {
    String name = TensorName.nodeOf(reference);
    return nodes.containsKey(name) ? null : arguments.get(name);
  }

  /** Everything that references need, what is needed first. */
  public List<NodeDef> inOrder(Collection<String> references) {
    Set<NodeDef> done = new LinkedHashSet<>();
    Set<NodeDef> opened = new HashSet<>();
    Deque<NodeDef> stack = new ArrayDeque<>();
    references.forEach(reference -> push(stack, reference));
    while (!stack.isEmpty()) {
      NodeDef node = stack.peek();
      if (opened.add(node)) {
        node.getInputList().stream()
            .filter(input -> !opened.contains(node(input)))
            .forEach(input -> push(stack, input));
      } else {
        done.add(stack.pop());
      }
    }
    return new ArrayList<>(done);
  }

  /** A node with this call's attributes in place of the function's, and no notes of others. */
  NodeDef.Builder withAttributes(NodeDef node) {
    NodeDef.Builder copy = NodeDef.newBuilder().setName(flatName(node.getName()));
    copy.setOp(node.getOp());
    node.getAttrMap()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("_")) {
                copy.putAttr(name, substitute(value));
              }
            });
    return copy;
  }

  /** What a node must wait for because the call does. */
  Optional<String> entryFor(NodeDef node) {
    boolean first =
        node.getInputList().stream()
            .allMatch(input -> argument(input) != null || input.startsWith("^"));
    boolean touches = node.getInputList().stream().anyMatch(input -> argument(input) != null);
    return first || touches ? entry : Optional.empty();
  }

  private AttrValue substitute(AttrValue value) {
    if (value.getValueCase() == AttrValue.ValueCase.PLACEHOLDER) {
      return attributes.getOrDefault(value.getPlaceholder(), value);
    }
    if (value.hasFunc()) {
      AttrValue.Builder copy = value.toBuilder();
      value
          .getFunc()
          .getAttrMap()
          .forEach((name, inner) -> copy.getFuncBuilder().putAttr(name, substitute(inner)));
      return copy.build();
    }
    return value;
  }

  private void push(Deque<NodeDef> stack, String reference) {
    NodeDef node = node(reference);
    if (node != null) {
      stack.push(node);
    } else if (argument(reference) == null) {
      throw new IllegalArgumentException(
          "graph: expected a node '%s' but there is none".formatted(TensorName.nodeOf(reference)));
    }
  }
}
