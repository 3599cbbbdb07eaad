package org.stnjava.models.savedmodel;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stnjava.models.savedmodel.FunctionInliner.Flattened;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Which variable's value a model saves under which key. */
final class SaveSlots {

  /** SaveV2's inputs: the file's prefix, the keys, the slices, then the values. */
  private static final int KEYS = 1;

  private static final int VALUES = 3;

  private final Map<String, String> nodesByKey = new HashMap<>();

  SaveSlots(MetaGraphDef model) {
    String save = model.getSaverDef().getSaveTensorName();
    if (!save.isEmpty()) {
      Flattened flat = FunctionInliner.flatten(model.getGraphDef(), List.of(save), Map.of());
      flat.graph().nodes().stream()
          .filter(node -> node.getOp().equals("SaveV2"))
          .forEach(node -> read(flat.graph(), node));
    }
  }

  /** Other nodes that are saved where Python looks for a variable, with the variable's node. */
  static Map<String, String> copies(MetaGraphDef model, Collection<String> variables) {
    SaveSlots slots = new SaveSlots(model);
    CapturedVariables captured = new CapturedVariables(model);
    Map<Integer, String> paths = VariableFinder.paths(model.getObjectGraphDef());
    Map<String, String> copies = new LinkedHashMap<>();
    for (String variable : variables) {
      for (int object : captured.objects(variable)) {
        String key = paths.getOrDefault(object, "") + VariableFinder.VALUE;
        Optional.ofNullable(slots.nodesByKey.get(key))
            .filter(node -> !node.equals(variable))
            .ifPresent(node -> copies.put(node, variable));
      }
    }
    return copies;
  }

  /**
   * Finds the nodes that the model saves under some keys.
   *
   * @param keys by the nodes of variables
   * @return the nodes that are saved and restored, by the nodes of the variables
   * @throws IllegalArgumentException if the model's save function leaves one of the keys out
   */
  static Map<String, String> saved(MetaGraphDef model, Map<String, String> keys) {
    SaveSlots slots = new SaveSlots(model);
    Map<String, String> saved = new LinkedHashMap<>();
    keys.forEach(
        (variable, key) -> {
          String node = slots.nodesByKey.get(key);
          if (node == null) {
            throw new IllegalArgumentException(
                "out: expected a model that saves its variable %s under %s but its save function leaves it out"
                    .formatted(variable, key));
          }
          saved.put(variable, node);
        });
    return saved;
  }

  private void read(FlatGraph flat, NodeDef save) {
    NodeDef keys = flat.node(save.getInput(KEYS));
    if (keys == null || !keys.getOp().equals("Const")) {
      return;
    }
    TensorProto names = keys.getAttrOrThrow("value").getTensor();
    IntStream.range(0, names.getStringValCount())
        .forEach(
            i -> {
              String node = flat.variable(save.getInput(VALUES + i));
              if (node != null) {
                nodesByKey.put(names.getStringVal(i).toStringUtf8(), node);
              }
            });
  }
}
