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
  private final Map<String, String> keysByNode = new HashMap<>();

  private SaveSlots() {}

  /** Reads them from the operations that save a graph; none if it cannot be saved. */
  static SaveSlots of(MetaGraphDef model) {
    SaveSlots slots = new SaveSlots();
    String save = model.getSaverDef().getSaveTensorName();
    if (!hasNode(model, Placeholders.nodeOf(save))) {
      return slots;
    }
    Flattened flat;
    try {
      flat = FunctionInliner.flatten(model.getGraphDef(), List.of(save), Map.of());
    } catch (IllegalArgumentException e) {
      return slots; // a function or an attribute is missing, which TensorFlow says when it saves
    }
    flat.graph().nodes().stream()
        .filter(node -> node.getOp().equals("SaveV2"))
        .forEach(node -> slots.read(flat.graph(), node));
    return slots;
  }

  private static boolean hasNode(MetaGraphDef model, String name) {
    return model.getGraphDef().getNodeList().stream().anyMatch(n -> n.getName().equals(name));
  }

  /** Returns the key that the value of a variable is saved under, by the variable's node. */
  Optional<String> key(String node) {
    return Optional.ofNullable(keysByNode.get(node));
  }

  /** Other nodes that are saved where Python looks for a variable, with the variable's node. */
  static Map<String, String> copies(MetaGraphDef model, Collection<String> variables) {
    SaveSlots slots = of(model);
    CapturedVariables captured = new CapturedVariables(model);
    Map<Integer, String> paths = VariableFinder.paths(model.getObjectGraphDef());
    Map<String, String> copies = new LinkedHashMap<>();
    for (String variable : variables) {
      for (int object : captured.objects(variable)) {
        String key = paths.getOrDefault(object, "") + CheckpointKeys.PATH_TO_VALUE;
        Optional.ofNullable(slots.nodesByKey.get(key))
            .filter(node -> !node.equals(variable))
            .ifPresent(node -> copies.put(node, variable));
      }
    }
    return copies;
  }

  private void read(FlatGraph flat, NodeDef save) {
    NodeDef keys = save.getInputCount() > KEYS ? flat.node(save.getInput(KEYS)) : null;
    if (keys == null || !keys.getOp().equals("Const")) {
      return;
    }
    TensorProto names = keys.getAttrOrDefault("value", Attributes.NONE).getTensor();
    IntStream.range(0, Math.min(names.getStringValCount(), save.getInputCount() - VALUES))
        .forEach(
            i -> {
              String node = flat.variable(save.getInput(VALUES + i));
              if (node != null) {
                String key = names.getStringVal(i).toStringUtf8();
                nodesByKey.put(key, node);
                keysByNode.putIfAbsent(node, key);
              }
            });
  }
}
