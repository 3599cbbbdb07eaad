package org.stnjava.savedmodel.python;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stnjava.savedmodel.graph.FlatGraph;
import org.stnjava.savedmodel.graph.FunctionInliner;
import org.stnjava.savedmodel.graph.FunctionInliner.Flattened;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** The checkpoint keys under which a model saves its variables. */
public final class SaveSlots {

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
    if (!hasNode(model, TensorName.nodeOf(save))) {
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

  /** Returns the node whose value is saved under a key. */
  Optional<String> node(String key) {
    return Optional.ofNullable(nodesByKey.get(key));
  }

  /**
   * Finds other nodes that are saved where Python looks for a variable.
   *
   * @param keys of the model's variables
   * @param variables nodes
   * @return the nodes of {@code variables}, by the nodes that are saved for them
   */
  public static Map<String, String> copies(
      MetaGraphDef model, CheckpointKeys keys, Collection<String> variables) {
    SaveSlots slots = of(model);
    CapturedVariables captured = new CapturedVariables(model);
    Map<String, String> copies = new LinkedHashMap<>();
    for (String variable : variables) {
      captured.objects(variable).stream()
          .flatMap(object -> keys.key(object).stream())
          .flatMap(key -> Stream.ofNullable(slots.nodesByKey.get(key)))
          .filter(node -> !node.equals(variable))
          .forEach(node -> copies.put(node, variable));
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
  public static Map<String, String> saved(MetaGraphDef model, Map<String, String> keys) {
    SaveSlots slots = of(model);
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
