package org.stnjava.savedmodel.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * A graph under construction without function calls.
 *
 * <p>What nodes of the original gave may come from other nodes here; {@link #tensor} tells.
 */
public final class FlatGraph {

  private static final Set<String> READS = Set.of("Identity", "ReadVariableOp");

  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Map<String, List<String>> outputs = new HashMap<>();
  private final Map<String, List<String>> controls = new HashMap<>();

  /** Adds a node. */
  void add(NodeDef node) {
    nodes.put(node.getName(), node);
  }

  /** Adds a node and gives its first output. */
  String add(
      String name, String operation, Map<String, AttrValue> attributes, List<String> inputs) {
    add(
        NodeDef.newBuilder()
            .setName(name)
            .setOp(operation)
            .addAllInput(inputs)
            .putAllAttr(attributes)
            .build());
    return name;
  }

  /** Adds what a node of the original has become. */
  void replaced(String name, List<String> itsOutputs, List<String> itsControls) {
    outputs.put(name, itsOutputs);
    controls.put(name, itsControls);
  }

  /** Takes away the nodes that were added since there were {@code count}. */
  void shrinkTo(int count) {
    List<String> names = List.copyOf(nodes.keySet());
    names.subList(count, names.size()).forEach(nodes::remove);
  }

  int size() {
    return nodes.size();
  }

  public Collection<NodeDef> nodes() {
    return nodes.values();
  }

  public @Nullable NodeDef node(String reference) {
    return nodes.get(TensorName.nodeOf(reference));
  }

  /** The tensor that is now what the original called so. */
  String tensor(String name, int index) {
    List<String> itsOutputs = outputs.get(name);
    if (itsOutputs != null) {
      return itsOutputs.get(index);
    }
    return index == 0 ? name : name + ":" + index;
  }

  /** The variable that a value is read from, through operations that change nothing. */
  public @Nullable String variable(String tensor) {
    NodeDef node = node(tensor);
    while (node != null && !node.getOp().equals("VarHandleOp")) {
      node = READS.contains(node.getOp()) ? node(node.getInput(0)) : null;
    }
    return node == null ? null : node.getName();
  }

  /** The nodes to wait for in place of a node of the original. */
  List<String> controls(String name) {
    return controls.getOrDefault(name, List.of(name));
  }

  /** The nodes that a tensor is computed by, those left out that are only waited for. */
  Set<String> computing(String tensor) {
    return needed(Set.of(tensor), input -> !input.startsWith("^"));
  }

  /** Keeps the nodes that tensors need. */
  void keep(Collection<String> tensors) {
    nodes.keySet().retainAll(needed(tensors, input -> true));
  }

  private Set<String> needed(Collection<String> tensors, Predicate<String> counts) {
    Set<String> needed = new HashSet<>();
    Deque<String> waiting = new ArrayDeque<>(tensors);
    while (!waiting.isEmpty()) {
      NodeDef node = node(waiting.pop());
      if (node != null && needed.add(node.getName())) {
        node.getInputList().stream().filter(counts).forEach(waiting::push);
      }
    }
    return needed;
  }
}
