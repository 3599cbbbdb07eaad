package org.stnjava.models.savedmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param name what it was called in Python, or its node's name where two were called the same
 * @param handle the resource in the flat graph
 * @param trainable whether Python would train it; true where nothing is known
 * @param isCopy whether the resource stands for a reference variable
 */
record LoadedVariable(String node, String name, NodeDef handle, boolean trainable, boolean isCopy) {

  /** Finds all variables of a flat graph. */
  static List<LoadedVariable> find(FlatGraph flat, MetaGraphDef model) {
    CapturedVariables python = new CapturedVariables(model);
    Map<String, Integer> uses = new HashMap<>();
    List<NodeDef> handles =
        flat.nodes().stream().filter(node -> node.getOp().equals("VarHandleOp")).toList();
    for (NodeDef handle : handles) {
      uses.merge(python.name(handle.getName()).orElse(handle.getName()), 1, Integer::sum);
    }
    List<LoadedVariable> variables = new ArrayList<>();
    for (NodeDef handle : handles) {
      String node = handle.getName();
      Optional<String> name = python.name(node).filter(it -> uses.getOrDefault(it, 0) == 1);
      boolean isCopy =
          handle
              .getAttrOrDefault("shared_name", Attributes.NONE)
              .getS()
              .toStringUtf8()
              .equals(node + Rewrites.COPY);
      variables.add(
          new LoadedVariable(
              node, name.orElse(node), handle, python.isTrainable(node).orElse(true), isCopy));
    }
    return variables;
  }

  /** The resource's node as another graph of the same session needs it: under its shared name. */
  NodeDef shared() {
    boolean isNamed = !handle.getAttrOrDefault("shared_name", Attributes.NONE).getS().isEmpty();
    NodeDef.Builder copy = handle.toBuilder().setName(name);
    return isNamed ? copy.build() : copy.putAttr("shared_name", Attributes.text(node)).build();
  }

  /** Whether it holds floats of a known shape. */
  boolean isFloats() {
    AttrValue shape = handle.getAttrOrDefault("shape", Attributes.NONE);
    return dtype() == DataType.DT_FLOAT
        && !shape.getShape().getUnknownRank()
        && shape.getShape().getDimList().stream().allMatch(dim -> dim.getSize() >= 0);
  }

  DataType dtype() {
    return handle.getAttrOrThrow("dtype").getType();
  }

  Shape shape() {
    TensorShapeProto sizes = handle.getAttrOrThrow("shape").getShape();
    return Shape.of(sizes.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }
}
