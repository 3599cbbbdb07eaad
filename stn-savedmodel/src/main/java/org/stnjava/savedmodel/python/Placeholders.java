package org.stnjava.savedmodel.python;

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
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The placeholders of a graph. */
public final class Placeholders {

  private static final Set<String> REQUIRED = Set.of("Placeholder", "PlaceholderV2");
  private static final String OPTIONAL = "PlaceholderWithDefault";

  /** Graphs of older versions wrote an unknown shape as one without sizes. */
  private static final int SCALARS_SINCE = 24;

  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final int version;

  /** Those that are read as a vector of examples. */
  private final Set<String> parsed = new HashSet<>();

  public Placeholders(GraphDef graph) {
    for (NodeDef node : graph.getNodeList()) {
      nodes.put(node.getName(), node);
      if (node.getOp().equals("ParseExample") && node.getInputCount() > 0) {
        parsed.add(TensorName.nodeOf(node.getInput(0)));
      }
    }
    version = graph.getVersions().getProducer();
  }

  /** Lists all of them by node, those with a default value too. */
  public Map<String, TensorDescription> all() {
    return nodes.values().stream()
        .filter(node -> REQUIRED.contains(node.getOp()) || node.getOp().equals(OPTIONAL))
        .collect(Collectors.toMap(NodeDef::getName, this::describe, (a, b) -> a, TreeMap::new));
  }

  /** Lists those without a default value that outputs depend on though they are no inputs. */
  public List<TensorDescription> needed(
      List<TensorDescription> inputs, List<TensorDescription> outputs) {
    Set<String> seen = new HashSet<>();
    inputs.forEach(input -> seen.add(TensorName.nodeOf(input.node())));
    Deque<String> waiting = new ArrayDeque<>();
    outputs.forEach(output -> waiting.add(TensorName.nodeOf(output.node())));
    Map<String, TensorDescription> needed = new TreeMap<>();
    while (!waiting.isEmpty()) {
      NodeDef node = nodes.get(waiting.remove());
      if (node == null || !seen.add(node.getName())) {
        continue;
      }
      if (REQUIRED.contains(node.getOp())) {
        needed.put(node.getName(), describe(node));
      }
      node.getInputList().forEach(input -> waiting.add(TensorName.nodeOf(input)));
    }
    return List.copyOf(needed.values());
  }

  /** Gives the default values of the inputs that have one, as text, by the inputs' names. */
  public Map<String, String> defaults(List<TensorDescription> inputs) {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (TensorDescription input : inputs) {
      NodeDef node = nodes.get(TensorName.nodeOf(input.node()));
      if (node != null && node.getOp().equals(OPTIONAL) && node.getInputCount() > 0) {
        defaults.put(input.name(), value(node.getInput(0)));
      }
    }
    return defaults;
  }

  /** The value of a scalar constant as text, or the tensor that it is computed by. */
  private String value(String tensor) {
    NodeDef node = nodes.get(TensorName.nodeOf(tensor));
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
  public TensorDescription withShape(TensorDescription input) {
    boolean vector = input.shape() == null && parsed.contains(TensorName.nodeOf(input.node()));
    return vector
        ? new TensorDescription(input.name(), input.node(), input.dtype(), List.of(-1L))
        : input;
  }

  private TensorDescription describe(NodeDef node) {
    AttrValue none = AttrValue.getDefaultInstance();
    return new TensorDescription(
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
}
