package org.stnjava.savedmodel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.ModelDescription.Tensor;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The nodes of a graph that take their values from outside. */
final class Placeholders {

  private static final Set<String> REQUIRED = Set.of("Placeholder", "PlaceholderV2");
  private static final String OPTIONAL = "PlaceholderWithDefault";

  /** Graphs of older versions wrote an unknown shape as one without sizes. */
  private static final int SCALARS_SINCE = 24;

  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final int version;

  /** Those that are read as a vector of examples. */
  private final Set<String> parsed = new HashSet<>();

  Placeholders(GraphDef graph) {
    for (NodeDef node : graph.getNodeList()) {
      nodes.put(node.getName(), node);
      if (node.getOp().equals("ParseExample") && node.getInputCount() > 0) {
        parsed.add(nodeOf(node.getInput(0)));
      }
    }
    version = graph.getVersions().getProducer();
  }

  /** Lists all of them by node, those with a default value too. */
  Map<String, Tensor> all() {
    return nodes.values().stream()
        .filter(node -> REQUIRED.contains(node.getOp()) || node.getOp().equals(OPTIONAL))
        .collect(Collectors.toMap(NodeDef::getName, this::describe, (a, b) -> a, TreeMap::new));
  }

  /** Lists those without a default value that outputs depend on though they are no inputs. */
  List<Tensor> needed(List<Tensor> inputs, List<Tensor> outputs) {
    Set<String> seen = new HashSet<>();
    inputs.forEach(input -> seen.add(nodeOf(input.node())));
    Deque<String> waiting = new ArrayDeque<>();
    outputs.forEach(output -> waiting.add(nodeOf(output.node())));
    Map<String, Tensor> needed = new TreeMap<>();
    while (!waiting.isEmpty()) {
      NodeDef node = nodes.get(waiting.remove());
      if (node == null || !seen.add(node.getName())) {
        continue;
      }
      if (REQUIRED.contains(node.getOp())) {
        needed.put(node.getName(), describe(node));
      }
      node.getInputList().forEach(input -> waiting.add(nodeOf(input)));
    }
    return List.copyOf(needed.values());
  }

  /** Gives the default values of the inputs that have one, as text, by the inputs' names. */
  Map<String, String> defaults(List<Tensor> inputs) {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (Tensor input : inputs) {
      NodeDef node = nodes.get(nodeOf(input.node()));
      if (node != null && node.getOp().equals(OPTIONAL) && node.getInputCount() > 0) {
        defaults.put(input.name(), value(node.getInput(0)));
      }
    }
    return defaults;
  }

  /** The value of a scalar constant as text, or the tensor that it is computed by. */
  private String value(String tensor) {
    NodeDef node = nodes.get(nodeOf(tensor));
    if (node == null || !node.getOp().equals("Const")) {
      return "of " + tensor;
    }
    TensorProto value = node.getAttrOrDefault("value", Attributes.NONE).getTensor();
    if (value.getTensorShape().getDimCount() > 0) {
      return ProtoTypes.dtype(value.getDtype()) + " " + ProtoTypes.sizes(value.getTensorShape());
    }
    return ProtoTypes.scalar(value).orElseGet(() -> ProtoTypes.dtype(value.getDtype()));
  }

  /** Gives an input the shape that its reader wants, where the signature leaves it open. */
  Tensor withShape(Tensor input) {
    boolean vector = input.shape() == null && parsed.contains(nodeOf(input.node()));
    return vector ? new Tensor(input.name(), input.node(), input.dtype(), List.of(-1L)) : input;
  }

  private Tensor describe(NodeDef node) {
    AttrValue none = AttrValue.getDefaultInstance();
    return new Tensor(
        node.getName(),
        node.getName() + ":0",
        ProtoTypes.dtype(node.getAttrOrDefault("dtype", none).getType()),
        shape(node));
  }

  private @Nullable List<Long> shape(NodeDef node) {
    AttrValue shape = node.getAttrMap().get("shape");
    if (shape == null) {
      return null;
    }
    TensorShapeProto sizes = shape.getShape();
    boolean unknown = version < SCALARS_SINCE && sizes.getDimCount() == 0;
    return unknown ? null : ProtoTypes.shape(sizes);
  }

  /** The node of an input, which may be a control input or name an output. */
  static String nodeOf(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
