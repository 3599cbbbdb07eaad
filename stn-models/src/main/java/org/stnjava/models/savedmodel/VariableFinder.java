package org.stnjava.models.savedmodel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.stnjava.models.savedmodel.ModelDescription.Variable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** Finds the variables of a graph, with the keys that their values are saved by. */
final class VariableFinder {

  private static final Set<String> OPERATIONS = Set.of("VarHandleOp", "VariableV2", "Variable");

  /** What TensorFlow 2 adds to the path of an object for the key of its value. */
  static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  private VariableFinder() {}

  /** Returns how many nodes of a graph are variables. */
  static int count(MetaGraphDef graph) {
    return (int)
        graph.getGraphDef().getNodeList().stream()
            .filter(node -> OPERATIONS.contains(node.getOp()))
            .count();
  }

  /**
   * Lists the variables: those of the object graph where Python wrote one, else those of the nodes.
   *
   * @param saved the keys of the checkpoint
   */
  static List<Variable> find(MetaGraphDef graph, Set<String> saved) {
    return graph.hasObjectGraphDef()
        ? ofObjects(graph.getObjectGraphDef(), saved)
        : ofNodes(graph.getGraphDef().getNodeList(), saved);
  }

  private static List<Variable> ofNodes(List<NodeDef> nodes, Set<String> saved) {
    List<Variable> variables = new ArrayList<>();
    for (NodeDef node : nodes) {
      if (OPERATIONS.contains(node.getOp())) {
        AttrValue none = AttrValue.getDefaultInstance();
        String shared = node.getAttrOrDefault("shared_name", none).getS().toStringUtf8();
        variables.add(
            new Variable(
                node.getName(),
                firstOf(saved, node.getName(), shared),
                ProtoTypes.dtype(node.getAttrOrDefault("dtype", none).getType()),
                ProtoTypes.shape(node.getAttrOrDefault("shape", none).getShape())));
      }
    }
    return variables;
  }

  private static List<Variable> ofObjects(SavedObjectGraph graph, Set<String> saved) {
    Map<Integer, String> paths = paths(graph);
    List<Variable> variables = new ArrayList<>();
    for (int id = 0; id < graph.getNodesCount(); id++) {
      if (graph.getNodes(id).hasVariable()) {
        SavedVariable variable = graph.getNodes(id).getVariable();
        String key = paths.getOrDefault(id, "") + VALUE;
        variables.add(
            new Variable(
                variable.getName(),
                firstOf(saved, key, variable.getName()),
                ProtoTypes.dtype(variable.getDtype()),
                ProtoTypes.shape(variable.getShape())));
      }
    }
    return variables;
  }

  /** Returns the first of the keys that is saved, or an empty one. */
  private static String firstOf(Set<String> saved, String... keys) {
    return Stream.of(keys).filter(saved::contains).findFirst().orElse("");
  }

  /** Returns the shortest path from the root to each object, breadth first, as TensorFlow does. */
  static Map<Integer, String> paths(SavedObjectGraph graph) {
    Map<Integer, String> paths = new LinkedHashMap<>();
    Deque<Integer> waiting = new ArrayDeque<>();
    if (graph.getNodesCount() > 0) {
      paths.put(0, "");
      waiting.add(0);
    }
    while (!waiting.isEmpty()) {
      int id = waiting.remove();
      SavedObject object = graph.getNodes(id);
      for (ObjectReference child : object.getChildrenList()) {
        int next = child.getNodeId();
        if (next >= 0 && next < graph.getNodesCount() && !paths.containsKey(next)) {
          String name = escape(child.getLocalName());
          String path = paths.getOrDefault(id, "");
          paths.put(next, path.isEmpty() ? name : path + "/" + name);
          waiting.add(next);
        }
      }
    }
    return paths;
  }

  private static String escape(String name) {
    return name.replace(".", "..").replace("/", ".S");
  }
}
