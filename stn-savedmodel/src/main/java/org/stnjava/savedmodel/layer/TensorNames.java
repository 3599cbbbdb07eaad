package org.stnjava.savedmodel.layer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.TensorName;
import org.stnjava.savedmodel.tune.FlattenedSignature;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Finds tensors of a flattened signature by the names that users write.
 *
 * <p>A name is that of an input or output of the signature; that of a tensor within, {@code NODE}
 * or {@code NODE:INDEX}, whole or its last parts; or that of a Keras layer, whose last operation
 * gives the tensor.
 *
 * @param signature with its inputs and outputs
 * @param flat the signature as a flat graph
 */
record TensorNames(SignatureDescription signature, FlattenedSignature flat) {

  /** How many tensors an error lists. */
  private static final int LISTED = 8;

  /** Operations that compute nothing from a layer's input. */
  private static final Set<String> NO_RESULTS =
      Set.of("Const", "ReadVariableOp", "VarHandleOp", "NoOp", "Placeholder");

  TensorName input(String name) {
    List<String> inputs = signature.inputs().stream().map(TensorDescription::name).toList();
    return find("input", name, flat.inputs(), inputs);
  }

  TensorName output(String name) {
    return find("output", name, flat.outputs(), flat.outputs().keySet());
  }

  private TensorName find(
      String argument, String name, Map<String, String> known, Collection<String> listed) {
    String tensor = known.get(name);
    if (tensor != null) {
      return TensorName.parse(tensor);
    }
    TensorName wanted = TensorName.parse(name);
    List<String> found = named(wanted.node());
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected an %s of signature %s, %s, or a tensor within, such as the last ones, %s, but got '%s'"
              .formatted(argument, argument, signature.name(), listed, last(), name));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "%s: expected the name of one tensor but '%s' is the end of %s"
              .formatted(argument, name, found.stream().map(TensorNames::withoutPrefix).toList()));
    }
    return new TensorName(found.get(0), wanted.index());
  }

  /** The nodes of a name; one of several in the same layer is the last. */
  private List<String> named(String name) {
    List<String> all = flat.nodes().getNodeList().stream().map(NodeDef::getName).toList();
    String exact = FlattenedSignature.PREFIX + name;
    if (all.contains(exact)) {
      return List.of(exact);
    }
    List<String> ends = all.stream().filter(node -> node.endsWith("/" + name)).toList();
    return ends.isEmpty() ? ofLayer(name) : ends;
  }

  private List<String> ofLayer(String name) {
    return flat.nodes().getNodeList().stream()
        .filter(node -> !NO_RESULTS.contains(node.getOp()))
        .map(NodeDef::getName)
        .filter(node -> node.contains("/" + name + "/"))
        .reduce((before, after) -> after)
        .stream()
        .toList();
  }

  /** The last tensors of floats in the order of the graph. */
  private List<String> last() {
    List<String> names =
        flat.nodes().getNodeList().stream()
            .filter(node -> !NO_RESULTS.contains(node.getOp()) && isFloats(node))
            .map(node -> withoutPrefix(node.getName()))
            .toList();
    return names.subList(Math.max(0, names.size() - LISTED), names.size());
  }

  private static boolean isFloats(NodeDef node) {
    return OperationCatalog.has(node.getOp())
        && OperationCatalog.outputTypes(node).contains(DataType.DT_FLOAT);
  }

  static String withoutPrefix(String node) {
    return node.startsWith(FlattenedSignature.PREFIX)
        ? node.substring(FlattenedSignature.PREFIX.length())
        : node;
  }
}
