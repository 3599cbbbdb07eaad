package org.stnjava.cluster.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stnjava.cluster.task.Task;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Assigns each node of a training graph to a task.
 *
 * <p>Variables, accumulators and the operations on them are on parameter servers, and so is what is
 * computed from the mean gradients or for that purpose only. All other nodes are on the worker.
 */
final class DevicePlacement {

  private static final Set<String> RESOURCES =
      Set.of("VarHandleOp", "ResourceConditionalAccumulator");
  private static final String MEAN = "ResourceAccumulatorTakeGradient";

  private final List<NodeDef> nodes;
  private final ParameterSharding sharding;
  private final Map<String, String> resources = new HashMap<>();
  private final Map<String, String> devices = new HashMap<>();

  /** Nodes that follow the mean gradients. */
  private final Set<String> afterMean = new HashSet<>();

  private DevicePlacement(GraphDef graph, int servers) {
    nodes = graph.getNodeList();
    sharding = new ParameterSharding(graph, servers);
  }

  /**
   * Places a graph.
   *
   * @param graph its nodes after their inputs; nodes that have a device keep it
   * @param servers how many parameter servers there are
   * @param worker the task that computes gradients
   * @return the same nodes, all with a device
   */
  static GraphDef of(GraphDef graph, int servers, Task worker) {
    DevicePlacement placement = new DevicePlacement(graph, servers);
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
    if (inputs.stream().anyMatch(afterMean::contains) || node.getOp().equals(MEAN)) {
      afterMean.add(node.getName());
    }
    deviceOf(node, inputs).ifPresent(device -> devices.put(node.getName(), device));
  }

  private Optional<String> deviceOf(NodeDef node, List<String> inputs) {
    if (!node.getDevice().isEmpty()) {
      return Optional.of(node.getDevice());
    }
    if (RESOURCES.contains(node.getOp())) {
      String device = Task.ps(sharding.serverOf(ParameterSharding.sharedName(node))).device();
      resources.put(node.getName(), device);
      return Optional.of(device);
    }
    return inputs.stream()
        .filter(resources::containsKey)
        .findFirst()
        .map(resources::get)
        .or(() -> inputs.stream().filter(afterMean::contains).findFirst().map(devices::get));
  }

  /** Moves nodes that only parameter servers read to the server of the first reader. */
  private void placeBackward() {
    Map<String, List<String>> readers = new HashMap<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeDef node = nodes.get(i);
      List<String> own = readers.getOrDefault(node.getName(), List.of());
      if (!devices.containsKey(node.getName())
          && !node.getOp().equals("Placeholder")
          && !own.isEmpty()
          && afterMean.containsAll(own)) {
        afterMean.add(node.getName());
        devices.put(node.getName(), devices.get(own.get(0)));
      }
      data(node)
          .forEach(
              input ->
                  readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node.getName()));
    }
  }

  /** The names of the nodes whose outputs a node reads. */
  private static List<String> data(NodeDef node) {
    return node.getInputList().stream()
        .filter(input -> !input.startsWith("^"))
        .map(input -> input.contains(":") ? input.substring(0, input.indexOf(':')) : input)
        .toList();
  }
}
