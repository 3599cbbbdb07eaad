package org.stnjava.savedmodel.inspect;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.OperationCatalog.NodeOutput;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;

/** Checks the consistency of a graph and its signatures. */
final class GraphCheck {

  private final Path file;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  private GraphCheck(Path file) {
    this.file = file;
  }

  /**
   * Checks a graph.
   *
   * @param file that the graph is from, for messages
   * @param graph the graph with its functions
   * @param signatures that name tensors of it
   * @throws IllegalArgumentException if a node has an unknown input, or a signature names a tensor
   *     that is not there or is of another type
   */
  static void check(Path file, GraphDef graph, List<SignatureDescription> signatures) {
    GraphCheck check = new GraphCheck(file);
    graph.getNodeList().forEach(node -> check.nodes.put(node.getName(), node));
    check.inputs("", graph.getNodeList(), check.nodes.keySet());
    graph.getLibrary().getFunctionList().forEach(check::function);
    for (SignatureDescription signature : signatures) {
      signature.inputs().forEach(tensor -> check.tensor(signature, "input", tensor));
      signature.outputs().forEach(tensor -> check.tensor(signature, "output", tensor));
    }
  }

  private void function(FunctionDef function) {
    Set<String> names = new HashSet<>();
    function.getSignature().getInputArgList().stream().map(ArgDef::getName).forEach(names::add);
    function.getNodeDefList().forEach(node -> names.add(node.getName()));
    String owner = "function " + function.getSignature().getName() + ": ";
    inputs(owner, function.getNodeDefList(), names);
  }

  private void inputs(String owner, List<NodeDef> readers, Set<String> names) {
    for (NodeDef node : readers) {
      for (String input : node.getInputList()) {
        if (!names.contains(TensorName.nodeOf(input))) {
          throw broken(
              "%snode %s to read nodes of the graph but it reads '%s', which is not there"
                  .formatted(owner, node.getName(), input));
        }
      }
    }
  }

  private void tensor(SignatureDescription signature, String direction, TensorDescription tensor) {
    if (tensor.node().isEmpty()) {
      return;
    }
    String owner = "signature %s: %s %s ".formatted(signature.name(), direction, tensor.name());
    TensorName name = name(owner, tensor.node());
    NodeDef node = nodes.get(name.node());
    if (node == null) {
      throw broken(owner + "to be a tensor of the graph but there is no " + tensor.node());
    }
    List<NodeOutput> outputs = OperationCatalog.outputs(node).orElse(List.of());
    if (outputs.isEmpty()) {
      return;
    }
    if (name.index() >= outputs.size()) {
      throw broken(
          "%sto be a tensor of the graph but %s is asked for and %s has %d outputs"
              .formatted(owner, tensor.node(), node.getName(), outputs.size()));
    }
    DataType type = outputs.get(name.index()).type();
    if (type != DataType.DT_INVALID && !ProtoTypes.dtype(type).equals(tensor.dtype())) {
      throw broken(
          "%sto be of the graph's type but it is %s and %s is %s"
              .formatted(owner, tensor.dtype(), tensor.node(), ProtoTypes.dtype(type)));
    }
  }

  private TensorName name(String owner, String text) {
    try {
      return TensorName.parse(text);
    } catch (IllegalArgumentException e) {
      throw broken(owner + "to name a tensor: " + e.getMessage());
    }
  }

  private IllegalArgumentException broken(String what) {
    return new IllegalArgumentException(file + ": expected " + what);
  }
}
