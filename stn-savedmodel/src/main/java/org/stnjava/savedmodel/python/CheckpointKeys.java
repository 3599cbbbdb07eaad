package org.stnjava.savedmodel.python;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.format.CheckpointFiles;
import org.stnjava.savedmodel.format.CheckpointIndex;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SerializedTensor;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SlotVariableReference;

/**
 * The checkpoint keys of variables.
 *
 * <p>A checkpoint of TensorFlow 2 contains the graph of its objects, in which each variable has its
 * key. Graphs of TensorFlow 1 save their variables by nodes, which name the keys.
 */
public final class CheckpointKeys {

  /** What the value of a variable is called in the graph of objects. */
  private static final String VALUE = "VARIABLE_VALUE";

  /** What TensorFlow 2 adds to the path of an object for the key of its value. */
  static final String PATH_TO_VALUE = "/.ATTRIBUTES/" + VALUE;

  private final SavedObjectGraph model;
  private final Set<String> keys;
  private final ObjectMatches matches;
  private final Map<Integer, String> paths;
  private final Map<String, List<String>> keysByName = new HashMap<>();
  private final SaveSlots slots;

  /**
   * Matches the variables of a model with the keys of a checkpoint.
   *
   * @param graph one of the model's graphs
   * @param saved the checkpoint's graph of objects, empty if it has none
   * @param keys of the checkpoint
   */
  CheckpointKeys(MetaGraphDef graph, TrackableObjectGraph saved, Set<String> keys) {
    this.model = graph.getObjectGraphDef();
    this.keys = keys;
    matches = new ObjectMatches(model, saved);
    paths = VariableFinder.paths(model);
    slots = SaveSlots.of(graph);
    saved.getNodesList().stream()
        .flatMap(CheckpointKeys::values)
        .forEach(
            value ->
                keysByName
                    .computeIfAbsent(value.getFullName(), name -> new ArrayList<>())
                    .add(value.getCheckpointKey()));
  }

  /**
   * Reads which variable's value is saved under which key.
   *
   * @param folder of the SavedModel
   * @param graph one of the model's graphs
   * @param index of the model's checkpoint
   * @throws IllegalArgumentException if the graph of objects in the checkpoint is damaged
   */
  public static CheckpointKeys read(Path folder, MetaGraphDef graph, CheckpointIndex index) {
    return new CheckpointKeys(
        graph, CheckpointFiles.objects(folder, index), index.entries().keySet());
  }

  /**
   * Reads which variable's value is saved under which key, the values themselves unread.
   *
   * @param folder of the SavedModel
   * @param graph one of the model's graphs
   * @throws IllegalArgumentException if the index is missing, or a part that is read is damaged
   */
  public static CheckpointKeys read(Path folder, MetaGraphDef graph) {
    return read(folder, graph, CheckpointFiles.index(CheckpointFiles.prefix(folder)));
  }

  /**
   * Finds the key of a variable of the object graph.
   *
   * @param object the variable's index in the nodes of the {@link SavedObjectGraph}
   * @return the key, which the checkpoint has; empty if the variable's value is not saved
   */
  public Optional<String> key(int object) {
    String name = model.getNodes(object).getVariable().getName();
    Stream<String> matching =
        matches.of(object).stream()
            .flatMap(CheckpointKeys::values)
            .map(SerializedTensor::getCheckpointKey);
    Stream<String> path = Stream.ofNullable(paths.get(object)).map(p -> p + PATH_TO_VALUE);
    return saved(Stream.of(matching, path, slots.key(name).stream(), Stream.of(name), named(name)));
  }

  /**
   * Finds the key of a variable that is a node of the graph.
   *
   * @param variable a {@code VarHandleOp} or a reference variable
   * @return the key, which the checkpoint has; empty if the variable's value is not saved
   */
  public Optional<String> key(NodeDef variable) {
    String name = variable.getName();
    String shared = variable.getAttrOrDefault("shared_name", Attributes.NONE).getS().toStringUtf8();
    return saved(
        Stream.of(slots.key(name).stream(), Stream.of(name, shared), named(name), named(shared)));
  }

  /** The first candidate that the checkpoint has. */
  private Optional<String> saved(Stream<Stream<String>> candidates) {
    return candidates.flatMap(some -> some).filter(keys::contains).findFirst();
  }

  /** The key of the only variable of a name. */
  private Stream<String> named(String name) {
    List<String> found = keysByName.getOrDefault(name, List.of());
    return found.size() == 1 ? found.stream() : Stream.empty();
  }

  private static Stream<SerializedTensor> values(TrackableObject object) {
    return object.getAttributesList().stream()
        .filter(attribute -> attribute.getName().equals(VALUE));
  }

  /**
   * Matches the objects of a model with those of a checkpoint.
   *
   * <p>As in Python, objects match if the same names lead to them from the root, and an optimizer's
   * slot variables if they are called the same and belong to variables that match. Their positions
   * in the two graphs may differ.
   */
  private static final class ObjectMatches {

    private final SavedObjectGraph model;
    private final TrackableObjectGraph saved;
    private final Map<Integer, Integer> matches = new HashMap<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();

    ObjectMatches(SavedObjectGraph model, TrackableObjectGraph saved) {
      this.model = model;
      this.saved = saved;
      match(0, 0);
      while (!waiting.isEmpty()) {
        matchChildren(waiting.remove());
      }
      List.copyOf(matches.keySet()).forEach(this::matchSlots);
    }

    /** Returns the counterpart of an object of the model. */
    Optional<TrackableObject> of(int object) {
      return Optional.ofNullable(matches.get(object)).map(saved::getNodes);
    }

    private void match(int object, @Nullable Integer counterpart) {
      boolean isThere =
          counterpart != null
              && isWithin(object, model.getNodesCount())
              && isWithin(counterpart, saved.getNodesCount());
      if (isThere && matches.putIfAbsent(object, counterpart) == null) {
        waiting.add(object);
      }
    }

    private static boolean isWithin(int index, int count) {
      return index >= 0 && index < count;
    }

    private void matchChildren(int object) {
      Map<String, Integer> children = new HashMap<>();
      of(object).stream()
          .flatMap(counterpart -> counterpart.getChildrenList().stream())
          .forEach(child -> children.put(child.getLocalName(), child.getNodeId()));
      for (ObjectReference child : model.getNodes(object).getChildrenList()) {
        match(child.getNodeId(), children.get(child.getLocalName()));
      }
    }

    private void matchSlots(int optimizer) {
      Map<String, Map<Integer, Integer>> slots = new HashMap<>();
      of(optimizer).stream()
          .flatMap(counterpart -> counterpart.getSlotVariablesList().stream())
          .forEach(
              slot ->
                  slots
                      .computeIfAbsent(slot.getSlotName(), name -> new HashMap<>())
                      .put(slot.getOriginalVariableNodeId(), slot.getSlotVariableNodeId()));
      for (SlotVariableReference slot : model.getNodes(optimizer).getSlotVariablesList()) {
        Integer owner = matches.get(slot.getOriginalVariableNodeId());
        match(
            slot.getSlotVariableNodeId(),
            owner == null ? null : slots.getOrDefault(slot.getSlotName(), Map.of()).get(owner));
      }
    }
  }
}
