package org.stnjava.savedmodel.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.savedmodel.graph.composition.Composition;
import org.stnjava.savedmodel.graph.composition.OperationCall;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Adds a {@link Composition} to a flat graph in place of a node.
 *
 * <p>An identity takes the name of the node that is replaced, and the composition's parts have that
 * name before theirs. Identity and parts wait for what the node waits for. The parts are rewritten
 * where they have no gradient themselves, but for the operation itself.
 */
record CompositionPlacement(FlatGraph flat, NodeDef node) {

  private static final String SCOPE = "/composed/";

  private static final Set<DataType> FLOATS =
      Set.of(DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_HALF, DataType.DT_BFLOAT16);

  /** Whether a node gives floats: others have no gradient, and stay as they are. */
  static boolean concerns(NodeDef node) {
    return OperationCatalog.outputTypes(node).stream().anyMatch(FLOATS::contains);
  }

  /** Adds the parts and gives the tensors that the node's outputs are now. */
  List<String> add(Composition composition) {
    try (Graph graph = new Graph()) {
      OperationCall call = OperationCall.in(graph, node);
      List<? extends Operand<?>> outputs = composition.build(call.tf(), call);
      graph.toGraphDef().getNodeList().stream()
          .skip(call.inputs().size())
          .forEach(part -> addPart(part));
      List<String> names = new ArrayList<>();
      for (Operand<?> output : outputs) {
        names.add(addOutput(output, names.size()));
      }
      return names;
    }
  }

  private String addOutput(Operand<?> output, int index) {
    String name = index == 0 ? node.getName() : node.getName() + SCOPE + "output_" + index;
    List<String> inputs = new ArrayList<>();
    inputs.add(tensor(output.op().name() + ":" + output.asOutput().index()));
    inputs.addAll(Rewrites.controls(node));
    DataType type = output.asOutput().dataType();
    return flat.add(name, "Identity", Map.of("T", Attributes.type(type)), inputs);
  }

  private void addPart(NodeDef part) {
    NodeDef.Builder copy = part.toBuilder().setName(flatName(part.getName())).clearInput();
    Set<String> controls = new LinkedHashSet<>();
    for (String input : part.getInputList()) {
      if (input.startsWith("^")) {
        controls.addAll(flat.controls(flatName(input.substring(1))));
      } else {
        copy.addInput(tensor(input));
        if (input.startsWith(OperationCall.INPUT)) {
          Rewrites.controls(node).forEach(control -> controls.add(control.substring(1)));
        }
      }
    }
    controls.forEach(control -> copy.addInput("^" + control));
    if (part.getOp().equals(node.getOp())) {
      flat.add(copy.build());
    } else {
      Rewrites.add(flat, copy.build());
    }
  }

  private String tensor(String reference) {
    TensorName name = TensorName.parse(reference);
    return name.node().startsWith(OperationCall.INPUT)
        ? node.getInput(Integer.parseInt(name.node().substring(OperationCall.INPUT.length())))
        : flat.tensor(flatName(name.node()), name.index());
  }

  private String flatName(String part) {
    return node.getName() + SCOPE + part;
  }
}
