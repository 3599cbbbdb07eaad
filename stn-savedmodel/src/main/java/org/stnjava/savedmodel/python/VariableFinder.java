package org.stnjava.savedmodel.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.savedmodel.description.ModelDescription.Variable;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** Finds the variables of a graph, with the keys that their values are saved by. */
public final class VariableFinder {

  private static final Set<String> OPERATIONS = Set.of("VarHandleOp", "VariableV2", "Variable");

  private VariableFinder() {}

  /** Returns how many nodes of a graph are variables. */
  public static int count(MetaGraphDef graph) {
    return (int)
        graph.getGraphDef().getNodeList().stream()
            .filter(node -> OPERATIONS.contains(node.getOp()))
            .count();
  }

  /**
   * Lists the variables: those of the object graph where Python wrote one, else those of the nodes.
   *
   * @param keys of the checkpoint
   */
  public static List<Variable> find(MetaGraphDef graph, CheckpointKeys keys) {
    return graph.hasObjectGraphDef()
        ? ofObjects(graph.getObjectGraphDef(), keys)
        : ofNodes(graph.getGraphDef().getNodeList(), keys);
  }

  private static List<Variable> ofNodes(List<NodeDef> nodes, CheckpointKeys keys) {
    List<Variable> variables = new ArrayList<>();
    for (NodeDef node : nodes) {
      if (OPERATIONS.contains(node.getOp())) {
        AttrValue none = AttrValue.getDefaultInstance();
        variables.add(
            new Variable(
                node.getName(),
                keys.key(node).orElse(""),
                ProtoTypes.dtype(node.getAttrOrDefault("dtype", none).getType()),
                ProtoTypes.shape(node.getAttrOrDefault("shape", none).getShape())));
      }
    }
    return variables;
  }

  private static List<Variable> ofObjects(SavedObjectGraph graph, CheckpointKeys keys) {
    List<Variable> variables = new ArrayList<>();
    for (int id = 0; id < graph.getNodesCount(); id++) {
      if (graph.getNodes(id).hasVariable()) {
        SavedVariable variable = graph.getNodes(id).getVariable();
        variables.add(
            new Variable(
                variable.getName(),
                keys.key(id).orElse(""),
                ProtoTypes.dtype(variable.getDtype()),
                ProtoTypes.shape(variable.getShape())));
      }
    }
    return variables;
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
