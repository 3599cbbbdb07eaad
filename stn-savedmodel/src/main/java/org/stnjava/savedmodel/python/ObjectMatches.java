package org.stnjava.savedmodel.python;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SlotVariableReference;

/**
 * Matches the objects of a model with those of a checkpoint.
 *
 * <p>As in Python, objects match if the same names lead to them from the root, and an optimizer's
 * slot variables if they are called the same and belong to variables that match. Their positions in
 * the two graphs may differ.
 */
final class ObjectMatches {

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
