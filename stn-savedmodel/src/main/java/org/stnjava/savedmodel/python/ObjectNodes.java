package org.stnjava.savedmodel.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/** The nodes that represent Python's objects in a graph: variables, constants, assets, tables. */
final class ObjectNodes {

  private final MetaGraphDef model;
  private final SavedObjectGraph objects;
  private final Map<Integer, String> paths;
  private final SaveSlots slots;
  private final CapturedVariables captured;

  ObjectNodes(MetaGraphDef model) {
    this.model = model;
    objects = model.getObjectGraphDef();
    paths = VariableFinder.paths(objects);
    slots = SaveSlots.of(model);
    captured = new CapturedVariables(model);
  }

  /**
   * Finds the node of an object.
   *
   * @param object its index in the object graph
   * @return the node's name; empty if no node of the graph represents it
   */
  Optional<String> of(int object) {
    SavedObject saved = objects.getNodes(object);
    return switch (saved.getKindCase()) {
      case VARIABLE -> variable(object);
      case CONSTANT -> Optional.of(saved.getConstant().getOperation());
      case CAPTURED_TENSOR -> Optional.of(saved.getCapturedTensor().getName());
      case ASSET -> asset(saved.getAsset().getAssetFileDefIndex());
      default -> captured.node(object);
    };
  }

  /** What reads the variable that takes the asset's path when the model is loaded. */
  private Optional<String> asset(int index) {
    if (index >= model.getAssetFileDefCount()) {
      return Optional.empty();
    }
    String path = TensorName.nodeOf(model.getAssetFileDef(index).getTensorInfo().getName());
    List<NodeDef> nodes = model.getGraphDef().getNodeList();
    return nodes.stream()
        .filter(node -> node.getOp().equals("AssignVariableOp") && node.getInput(1).equals(path))
        .map(assign -> assign.getInput(0))
        .flatMap(
            variable ->
                nodes.stream()
                    .filter(node -> node.getOp().equals("ReadVariableOp"))
                    .filter(read -> read.getInput(0).equals(variable)))
        .map(NodeDef::getName)
        .findFirst()
        .or(() -> Optional.of(path));
  }

  /** The node that the restore function fills, or else one that a function captures. */
  private Optional<String> variable(int object) {
    return slots
        .node(paths.getOrDefault(object, "") + CheckpointKeys.PATH_TO_VALUE)
        .or(() -> captured.node(object));
  }
}
