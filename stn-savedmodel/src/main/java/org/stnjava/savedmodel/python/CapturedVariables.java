package org.stnjava.savedmodel.python;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.VariableDef;

/**
 * The Python objects of a graph's variables.
 *
 * <p>Python finds a variable by its object; the captures of functions connect objects with nodes.
 * Two objects may share a node's name, and Keras writes each weight twice.
 */
public final class CapturedVariables {

  private static final String TRAINABLE = "trainable_variables";

  private final SavedObjectGraph objects;
  private final Map<String, Set<Integer>> objectsOfNode = new HashMap<>();
  private final Optional<Set<String>> trainableNodes;

  public CapturedVariables(MetaGraphDef model) {
    objects = model.getObjectGraphDef();
    trainableNodes = trainableNodes(model);
    for (NodeDef node : model.getGraphDef().getNodeList()) {
      String function = node.getAttrOrDefault("f", Attributes.NONE).getFunc().getName();
      String called = function.isEmpty() ? node.getOp() : function;
      Optional.ofNullable(objects.getConcreteFunctionsMap().get(called))
          .ifPresent(found -> capture(node, found));
    }
  }

  /** The objects whose variable a node is. */
  public Set<Integer> objects(String node) {
    return objectsOfNode.getOrDefault(node, Set.of());
  }

  /** A node that represents an object in function calls. */
  Optional<String> node(int object) {
    return objectsOfNode.entrySet().stream()
        .filter(entry -> entry.getValue().contains(object))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /** The name that the variable of a node had in Python. */
  public Optional<String> name(String node) {
    return variables(node).stream().map(SavedVariable::getName).findFirst();
  }

  /** Whether Python would train the variable of a node; empty if it does not say. */
  public Optional<Boolean> isTrainable(String node) {
    List<SavedVariable> found = variables(node);
    return found.isEmpty()
        ? trainableNodes.map(nodes -> nodes.contains(node))
        : Optional.of(found.stream().anyMatch(SavedVariable::getTrainable));
  }

  private List<SavedVariable> variables(String node) {
    return objects(node).stream()
        .map(objects::getNodes)
        .filter(object -> object.hasVariable())
        .map(object -> object.getVariable())
        .toList();
  }

  private void capture(NodeDef call, SavedConcreteFunction function) {
    List<String> inputs =
        call.getInputList().stream().filter(input -> !input.startsWith("^")).toList();
    int first = inputs.size() - function.getBoundInputsCount();
    for (int i = 0; i < function.getBoundInputsCount() && first >= 0; i++) {
      objectsOfNode
          .computeIfAbsent(inputs.get(first + i), node -> new LinkedHashSet<>())
          .add(function.getBoundInputs(i));
    }
  }

  /** TensorFlow 1 lists what is trained in a collection. */
  private static Optional<Set<String>> trainableNodes(MetaGraphDef model) {
    if (!model.containsCollectionDef(TRAINABLE)) {
      return Optional.empty();
    }
    Set<String> nodes = new HashSet<>();
    model
        .getCollectionDefOrThrow(TRAINABLE)
        .getBytesList()
        .getValueList()
        .forEach(
            bytes -> {
              try {
                nodes.add(TensorName.nodeOf(VariableDef.parseFrom(bytes).getVariableName()));
              } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(
                    TRAINABLE + ": expected definitions of variables but got other bytes", e);
              }
            });
    return Optional.of(nodes);
  }
}
