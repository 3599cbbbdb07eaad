package org.stnjava.savedmodel.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.savedmodel.graph.FlatGraph;
import org.stnjava.savedmodel.graph.Rewrites;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.python.CapturedVariables;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A variable of a flattened model.
 *
 * @param node its node in the model's graph
 * @param name its name in Python; if several have the same name, the node's name if it starts with
 *     it, or the name with a number
 * @param handle the resource in the flat graph
 * @param trainable whether Python would train it; true if unknown
 * @param isCopy whether the resource replaces a reference variable
 */
public record LoadedVariable(
    String node, String name, NodeDef handle, boolean trainable, boolean isCopy) {

  /** Finds all variables of a flat graph. */
  static List<LoadedVariable> find(FlatGraph flat, MetaGraphDef model) {
    CapturedVariables python = new CapturedVariables(model);
    List<NodeDef> handles =
        flat.nodes().stream().filter(node -> node.getOp().equals("VarHandleOp")).toList();
    Map<String, String> names = names(handles, python);
    List<LoadedVariable> variables = new ArrayList<>();
    for (NodeDef handle : handles) {
      String node = handle.getName();
      boolean isCopy =
          handle
              .getAttrOrDefault("shared_name", Attributes.NONE)
              .getS()
              .toStringUtf8()
              .equals(node + Rewrites.COPY);
      variables.add(
          new LoadedVariable(
              node,
              names.getOrDefault(node, node),
              handle,
              python.isTrainable(node).orElse(true),
              isCopy));
    }
    return variables;
  }

  /** Names the nodes as Python did, those that share a name by their nodes or with a number. */
  private static Map<String, String> names(List<NodeDef> handles, CapturedVariables python) {
    List<String> nodes = handles.stream().map(NodeDef::getName).toList();
    Map<String, Integer> uses = new HashMap<>();
    nodes.forEach(node -> uses.merge(python.name(node).orElse(node), 1, Integer::sum));
    Set<String> taken = new HashSet<>(nodes);
    taken.addAll(uses.keySet());
    Map<String, String> names = new HashMap<>();
    for (String node : nodes) {
      String name = python.name(node).orElse(node);
      if (uses.getOrDefault(name, 0) > 1) {
        int number = 1;
        String numbered = node.startsWith(name) ? node : name + "_" + number;
        while (!numbered.equals(node) && !taken.add(numbered)) {
          number++;
          numbered = name + "_" + number;
        }
        name = numbered;
      }
      names.put(node, name);
    }
    return names;
  }

  /** The resource's node as another graph of the same session needs it: under its shared name. */
  NodeDef shared() {
    boolean isNamed = !handle.getAttrOrDefault("shared_name", Attributes.NONE).getS().isEmpty();
    NodeDef.Builder copy = handle.toBuilder().setName(name);
    return isNamed ? copy.build() : copy.putAttr("shared_name", Attributes.text(node)).build();
  }

  /** Whether it holds floats of a known shape. */
  public boolean isFloats() {
    AttrValue shape = handle.getAttrOrDefault("shape", Attributes.NONE);
    return dtype() == DataType.DT_FLOAT
        && !shape.getShape().getUnknownRank()
        && shape.getShape().getDimList().stream().allMatch(dim -> dim.getSize() >= 0);
  }

  /** {@return the type of its elements} */
  public DataType dtype() {
    return handle.getAttrOrThrow("dtype").getType();
  }

  public Shape shape() {
    TensorShapeProto sizes = handle.getAttrOrThrow("shape").getShape();
    return Shape.of(sizes.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }
}
