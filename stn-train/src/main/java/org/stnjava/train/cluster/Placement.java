package org.stnjava.train.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Says on which task each node of a training's graph runs.
 *
 * <p>What a parameter server keeps, and every operation on it, is there; so is what happens to
 * gradients once all of them have been summed, and what is computed for that only. All else runs on
 * the worker.
 */
final class Placement {

  private static final Set<String> KEPT = Set.of("VarHandleOp", "ResourceConditionalAccumulator");
  private static final String SUM = "ResourceAccumulatorTakeGradient";

  private final List<NodeDef> nodes;
  private final Homes homes;
  private final Map<String, String> kept = new HashMap<>();
  private final Map<String, String> devices = new HashMap<>();
  private final Set<String> after = new HashSet<>();

  private Placement(GraphDef graph, int servers) {
    nodes = graph.getNodeList();
    homes = new Homes(graph, servers);
  }

  /**
   * Places a graph.
   *
   * @param graph its nodes after their inputs; those with a device keep it
   * @param servers how many parameter servers there are
   * @param worker the task that computes
   * @return the same nodes, all with a device
   */
  static GraphDef of(GraphDef graph, int servers, Task worker) {
    Placement placement = new Placement(graph, servers);
    placement.nodes.forEach(placement::placeForward);
    placement.placeBackward();
    GraphDef.Builder placed = graph.toBuilder().clearNode();
    for (NodeDef node : placement.nodes) {
      String device = placement.devices.getOrDefault(node.getName(), worker.device());
      placed.addNode(node.toBuilder().setDevice(device));
    }
    return placed.build();
  }

  private void placeForward(NodeDef node) {
    List<String> inputs = data(node);
    if (inputs.stream().anyMatch(after::contains) || node.getOp().equals(SUM)) {
      after.add(node.getName());
    }
    deviceOf(node, inputs).ifPresent(device -> devices.put(node.getName(), device));
  }

  private Optional<String> deviceOf(NodeDef node, List<String> inputs) {
    if (!node.getDevice().isEmpty()) {
      return Optional.of(node.getDevice());
    }
    if (KEPT.contains(node.getOp())) {
      String device = Task.ps(homes.of(Homes.sharedName(node))).device();
      kept.put(node.getName(), device);
      return Optional.of(device);
    }
    return inputs.stream()
        .filter(kept::containsKey)
        .findFirst()
        .map(kept::get)
        .or(() -> inputs.stream().filter(after::contains).findFirst().map(devices::get));
  }

  /** Moves what only nodes on a parameter server need to the first of them. */
  private void placeBackward() {
    Map<String, List<String>> readers = new HashMap<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeDef node = nodes.get(i);
      List<String> own = readers.getOrDefault(node.getName(), List.of());
      if (!devices.containsKey(node.getName())
          && !node.getOp().equals("Placeholder")
          && !own.isEmpty()
          && after.containsAll(own)) {
        after.add(node.getName());
        devices.put(node.getName(), devices.get(own.get(0)));
      }
      data(node)
          .forEach(
              input ->
                  readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node.getName()));
    }
  }

  /** The names of the nodes that a node reads. */
  private static List<String> data(NodeDef node) {
    return node.getInputList().stream()
        .filter(input -> !input.startsWith("^"))
        .map(input -> input.contains(":") ? input.substring(0, input.indexOf(':')) : input)
        .toList();
  }
}
