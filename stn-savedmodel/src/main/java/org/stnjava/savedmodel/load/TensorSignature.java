package org.stnjava.savedmodel.load;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.proto.TensorName;
import org.stnjava.savedmodel.python.Placeholders;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Makes signatures from names of a graph's tensors.
 *
 * @param definition of the graph
 * @param graph the same in a session
 * @param placeholders of the graph
 */
record TensorSignature(GraphDef definition, Graph graph, Placeholders placeholders) {

  private static final int NAMES_SHOWN = 8;

  static TensorSignature of(GraphDef definition, Graph graph) {
    return new TensorSignature(definition, graph, new Placeholders(definition));
  }

  /**
   * Makes a signature.
   *
   * @param inputs tensors to feed; with none, the placeholders that the outputs depend on
   * @param outputs tensors to compute
   * @throws IllegalArgumentException if there are no outputs, or the graph has no such tensor
   */
  SignatureDescription signature(
      String name, Collection<String> inputs, Collection<String> outputs) {
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "output: expected the name of a tensor, as the model has no signature, such as %s, but got none"
              .formatted(shown(unread())));
    }
    for (String output : outputs) {
      if (Collections.frequency(outputs, output) > 1) {
        throw new IllegalArgumentException(
            "output: expected each name once but got '%s' several times".formatted(output));
      }
    }
    List<TensorDescription> out =
        outputs.stream().map(output -> tensor("output", output, unread())).toList();
    List<TensorDescription> in =
        inputs.isEmpty()
            ? placeholders.needed(List.of(), out)
            : inputs.stream()
                .map(input -> tensor("input", input, placeholders.all().keySet()))
                .map(placeholders::withShape)
                .toList();
    return new SignatureDescription(
        name, "", in, out, placeholders.defaults(in), placeholders.needed(in, out));
  }

  private TensorDescription tensor(String argument, String text, Set<String> others) {
    TensorName name;
    try {
      name = TensorName.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
    }
    GraphOperation node = graph.operation(name.node());
    if (node == null || name.index() >= node.numOutputs()) {
      throw new IllegalArgumentException(
          "%s: expected a tensor of the graph, NODE or NODE:INDEX, such as %s, but there is no '%s'"
              .formatted(argument, shown(others), text));
    }
    Output<?> output = node.output(name.index());
    return new TensorDescription(
        text, name.toString(), ProtoTypes.dtype(output.dataType()), sizes(output.shape()));
  }

  private static @Nullable List<Long> sizes(Shape shape) {
    return shape.isUnknown() ? null : Arrays.stream(shape.asArray()).boxed().toList();
  }

  /** The nodes with outputs that no other node reads, those without inputs left out. */
  private Set<String> unread() {
    Set<String> read = new HashSet<>();
    for (NodeDef node : definition.getNodeList()) {
      node.getInputList().forEach(input -> read.add(TensorName.nodeOf(input)));
    }
    return definition.getNodeList().stream()
        .filter(node -> !read.contains(node.getName()) && node.getInputCount() > 0)
        .map(NodeDef::getName)
        .filter(node -> graph.operationOrThrow(node).numOutputs() > 0)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Some of the names, without those of the operations that save the graph. */
  private static String shown(Collection<String> names) {
    List<String> own = names.stream().filter(name -> !name.startsWith("save/")).toList();
    String shown = own.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    return own.size() > NAMES_SHOWN ? shown + ", …" : shown;
  }
}
