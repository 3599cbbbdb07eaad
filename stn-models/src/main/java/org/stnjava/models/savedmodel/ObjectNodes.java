package org.stnjava.models.savedmodel;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/** The nodes of a graph that stand for Python's objects: variables, constants, assets, tables. */
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
   * @return the node's name; empty if no node of the graph stands for it
   */
  Optional<String> of(int object) {
    SavedObject saved = objects.getNodes(object);
    return switch (saved.getKindCase()) {
      case VARIABLE -> variable(object);
      case CONSTANT -> Optional.of(saved.getConstant().getOperation());
      case CAPTURED_TENSOR -> Optional.of(saved.getCapturedTensor().getName());
      case ASSET ->
          Optional.of(
              Placeholders.nodeOf(
                  model
                      .getAssetFileDef(saved.getAsset().getAssetFileDefIndex())
                      .getTensorInfo()
                      .getName()));
      default -> captured.node(object);
    };
  }

  /** The node that the restore function fills, or else one that a function captures. */
  private Optional<String> variable(int object) {
    return slots
        .node(paths.getOrDefault(object, "") + CheckpointKeys.PATH_TO_VALUE)
        .or(() -> captured.node(object));
  }
}
