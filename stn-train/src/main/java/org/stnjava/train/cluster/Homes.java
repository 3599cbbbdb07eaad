package org.stnjava.train.cluster;

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
 * Which parameter server keeps which weight: the largest first, each where least is kept so far.
 *
 * <p>All tasks come to the same, whatever else their graphs hold.
 */
final class Homes {

  private final Map<String, Integer> homes = new TreeMap<>(Comparator.reverseOrder());

  /**
   * Divides the weights of a graph among parameter servers.
   *
   * @param graph of the weights
   * @param servers how many there are
   */
  Homes(GraphDef graph, int servers) {
    Map<String, Long> sizes = new TreeMap<>();
    graph.getNodeList().stream()
        .filter(node -> node.getOp().equals("VarHandleOp"))
        .forEach(node -> sizes.put(sharedName(node), size(node)));
    Map<String, Long> weights = new LinkedHashMap<>(sizes);
    weights.keySet().removeIf(name -> weightOf(name, sizes.keySet().stream().toList()).isPresent());
    long[] load = new long[servers];
    weights.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            weight -> {
              int home = least(load);
              load[home] += weight.getValue();
              homes.put(weight.getKey(), home);
            });
  }

  /** Where a weight is, or what is kept for one and ends in its name after a slash. */
  int of(String name) {
    Integer home = homes.get(name);
    return home != null
        ? home
        : weightOf(name, List.copyOf(homes.keySet())).map(homes::get).orElse(0);
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

  private static int least(long[] load) {
    int least = 0;
    for (int i = 1; i < load.length; i++) {
      if (load[i] < load[least]) {
        least = i;
      }
    }
    return least;
  }
}
