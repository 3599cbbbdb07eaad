package org.stnjava.cluster.placement;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Divides the weights among the parameter servers: the largest weight first, each on the server
 * with the fewest elements so far. An optimizer's slots are on the server of their weight.
 *
 * <p>All tasks compute the same division: it depends on the weights alone, not on other nodes.
 */
final class ParameterSharding {

  private final Map<String, Integer> servers = new TreeMap<>(Comparator.reverseOrder());

  /**
   * Divides the weights of a graph.
   *
   * @param graph has a variable for each weight
   * @param count how many parameter servers there are
   */
  ParameterSharding(GraphDef graph, int count) {
    Map<String, Long> sizes = new TreeMap<>();
    graph.getNodeList().stream()
        .filter(node -> node.getOp().equals("VarHandleOp"))
        .forEach(node -> sizes.put(sharedName(node), size(node)));
    Map<String, Long> weights = new LinkedHashMap<>(sizes);
    weights.keySet().removeIf(name -> weightOf(name, sizes.keySet().stream().toList()).isPresent());
    long[] load = new long[count];
    weights.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            weight -> {
              int server = leastLoaded(load);
              load[server] += weight.getValue();
              servers.put(weight.getKey(), server);
            });
  }

  /**
   * The parameter server of a resource.
   *
   * @param name a weight's name, or that of a resource of the weight: a prefix, a slash, and the
   *     weight's name
   * @return the server's index; 0 for other names
   */
  int serverOf(String name) {
    Integer server = servers.get(name);
    return server != null
        ? server
        : weightOf(name, List.copyOf(servers.keySet())).map(servers::get).orElse(0);
  }

  static String sharedName(NodeDef node) {
    return node.getAttrOrThrow("shared_name").getS().toStringUtf8();
  }

  private static Optional<String> weightOf(String slot, List<String> names) {
    return names.stream()
        .filter(name -> slot.endsWith("/" + name))
        .max(Comparator.comparingInt(String::length));
  }

  private static long size(NodeDef variable) {
    return variable.getAttrOrThrow("shape").getShape().getDimList().stream()
        .mapToLong(TensorShapeProto.Dim::getSize)
        .reduce(1, (a, b) -> a * b);
  }

  private static int leastLoaded(long[] load) {
    int least = 0;
    for (int i = 1; i < load.length; i++) {
      if (load[i] < load[least]) {
        least = i;
      }
    }
    return least;
  }
}
