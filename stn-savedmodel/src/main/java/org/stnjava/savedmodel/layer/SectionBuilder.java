package org.stnjava.savedmodel.layer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.NodeDef;

/** Builds the operations of a section in any graph, with values in place of variables. */
final class SectionBuilder {

  private final Scope scope;
  private final String prefix;
  private final Map<String, Output<?>> variables;
  private final Map<String, String> handles = new HashMap<>();
  private final Map<String, Output<?>> values = new HashMap<>();
  private final Map<String, Operation> built = new HashMap<>();
  private final Set<String> scopes = new HashSet<>();

  /**
   * Prepares the build.
   *
   * @param tf where to build
   * @param variables values by the names of variables
   */
  SectionBuilder(Ops tf, Map<String, Output<?>> variables) {
    scope = tf.scope();
    prefix = scope.makeOpName("graph") + "/";
    this.variables = variables;
  }

  /** Builds all operations. */
  void build(GraphSection section, Output<?> input) {
    values.put(section.input().toString(), input);
    section.nodes().forEach(node -> addScopes(node.getName()));
    section.nodes().forEach(this::add);
  }

  /** A tensor by its name in the section. */
  Output<?> tensor(TensorName name) {
    Output<?> value = values.get(name.toString());
    return value != null
        ? value
        : Objects.requireNonNull(built.get(name.node()), name.node()).output(name.index());
  }

  private void addScopes(String name) {
    for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
      scopes.add(name.substring(0, end));
    }
  }

  /**
   * The name of a node here. What a node was rewritten as has its name and a slash at first; the
   * node gets another name, so that nothing is named twice when an export is rewritten again.
   */
  private String name(NodeDef node) {
    String name = prefix + TensorNames.withoutPrefix(node.getName());
    return scopes.contains(node.getName()) ? name + "_" : name;
  }

  private void add(NodeDef node) {
    String first = node.getInputCount() == 0 ? "" : TensorName.nodeOf(node.getInput(0));
    if (node.getOp().equals("VarHandleOp")) {
      handles.put(node.getName(), node.getName());
    } else if (!handles.containsKey(first)) {
      built.put(node.getName(), operation(node));
    } else if (node.getOp().equals("ReadVariableOp")) {
      Output<?> value = variables.get(handles.get(first));
      values.put(new TensorName(node.getName(), 0).toString(), Objects.requireNonNull(value));
    } else {
      handles.put(node.getName(), Objects.requireNonNull(handles.get(first)));
    }
  }

  private Operation operation(NodeDef node) {
    OperationBuilder builder = scope.env().opBuilder(node.getOp(), name(node), scope);
    List<Output<?>> inputs =
        node.getInputList().stream()
            .filter(input -> !input.startsWith("^"))
            .<Output<?>>map(input -> tensor(TensorName.parse(input)))
            .toList();
    int next = 0;
    for (OptionalInt list : OperationCatalog.inputLists(node)) {
      if (list.isPresent()) {
        builder.addInputList(
            inputs.subList(next, next + list.getAsInt()).toArray(Output<?>[]::new));
        next += list.getAsInt();
      } else {
        builder.addInput(inputs.get(next++));
      }
    }
    node.getAttrMap()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("_")) { // notes for the graph that it comes from
                builder.setAttr(name, value);
              }
            });
    return builder.build();
  }
}
