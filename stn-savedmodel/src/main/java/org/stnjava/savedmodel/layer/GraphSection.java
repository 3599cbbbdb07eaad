package org.stnjava.savedmodel.layer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.savedmodel.graph.TrainingForm.Moving;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.TensorName;
import org.stnjava.savedmodel.tune.FlattenedSignature;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * The operations that compute one tensor of a flat graph from another and from variables.
 *
 * @param nodes each behind those that it reads; that of the input is left out
 * @param input the tensor that is read
 * @param output the tensor that is computed
 * @param averages the moving averages of batch norms in training form
 */
record GraphSection(
    List<NodeDef> nodes, TensorName input, TensorName output, List<Moving> averages) {

  private static final Set<String> PLACEHOLDERS =
      Set.of("Placeholder", "PlaceholderV2", "PlaceholderWithDefault");

  /**
   * Finds the operations.
   *
   * @throws IllegalArgumentException if the output needs another input, does not depend on this
   *     one, or cannot be computed by operations alone
   */
  static GraphSection between(FlattenedSignature flat, TensorName input, TensorName output) {
    return new Search(flat, input).to(output);
  }

  private static IllegalArgumentException refused(NodeDef node, String expected) {
    return new IllegalArgumentException(
        "output: expected %s but it needs %s (%s)"
            .formatted(expected, TensorNames.withoutPrefix(node.getName()), node.getOp()));
  }

  /** The way back from an output. */
  private static final class Search {
    private final FlattenedSignature flat;
    private final TensorName input;
    private final Map<String, NodeDef> nodes = new HashMap<>();
    private final Set<String> done = new LinkedHashSet<>();

    Search(FlattenedSignature flat, TensorName input) {
      this.flat = flat;
      this.input = input;
      flat.nodes().getNodeList().forEach(node -> nodes.put(node.getName(), node));
    }

    GraphSection to(TensorName output) {
      order(output.node());
      if (!done.remove(input.node())) {
        throw new IllegalArgumentException(
            "input: expected a tensor that %s depends on but got %s"
                .formatted(
                    TensorNames.withoutPrefix(output.node()),
                    TensorNames.withoutPrefix(input.node())));
      }
      List<NodeDef> section = done.stream().map(this::node).toList();
      section.forEach(this::require);
      List<Moving> averages =
          flat.averages().stream()
              .filter(average -> done.contains(TensorName.nodeOf(average.batch())))
              .toList();
      return new GraphSection(section, input, output, averages);
    }

    /** Visits what a node reads, then the node; control inputs only order, and are left out. */
    private void order(String last) {
      Deque<String> waiting = new ArrayDeque<>(List.of(last));
      Set<String> open = new HashSet<>();
      while (!waiting.isEmpty()) {
        String name = waiting.peek();
        List<String> missing = done.contains(name) ? List.of() : missing(name);
        if (missing.isEmpty() || name.equals(input.node())) {
          done.add(name);
          waiting.pop();
        } else if (open.add(name)) {
          missing.forEach(waiting::push);
        } else {
          throw refused(node(name), "an output without loops before it");
        }
      }
    }

    private List<String> missing(String name) {
      List<String> missing = new ArrayList<>();
      for (String read : node(name).getInputList()) {
        String before = TensorName.nodeOf(read);
        if (!read.startsWith("^") && !done.contains(before)) {
          missing.add(before);
        }
      }
      return missing;
    }

    private NodeDef node(String name) {
      return nodes.getOrDefault(name, NodeDef.getDefaultInstance());
    }

    private void require(NodeDef node) {
      if (PLACEHOLDERS.contains(node.getOp())) {
        throw refused(node, "one that depends on no other input");
      }
      if (node.getAttrMap().values().stream().anyMatch(AttrValue::hasFunc)) {
        throw refused(node, "branches and loops that are decided without the input");
      }
      if (node.getOp().equals("ReadVariableOp")) {
        requireUnchanged(node);
      } else if (!isHandle(node) && hasResource(node)) {
        throw refused(node, "variables that are only read, and no other resources,");
      }
    }

    /** The handle of a variable, or a copy of it. */
    private boolean isHandle(NodeDef node) {
      return node.getOp().equals("VarHandleOp")
          || (node.getOp().equals("Identity")
              && isHandle(node(TensorName.nodeOf(node.getInput(0)))));
    }

    private static boolean hasResource(NodeDef node) {
      return OperationCatalog.inputTypes(node).contains(DataType.DT_RESOURCE)
          || OperationCatalog.outputTypes(node).contains(DataType.DT_RESOURCE);
    }

    /** A value that the same call assigns before it is read would be another one without it. */
    private void requireUnchanged(NodeDef read) {
      Deque<String> waiting = new ArrayDeque<>(read.getInputList());
      Set<String> seen = new HashSet<>();
      while (!waiting.isEmpty()) {
        NodeDef before = node(TensorName.nodeOf(waiting.pop()));
        if (before.getOp().startsWith("Assign")) {
          throw refused(before, "variables that a call does not change before it reads them");
        }
        if (seen.add(before.getName())) {
          waiting.addAll(before.getInputList());
        }
      }
    }
  }
}
