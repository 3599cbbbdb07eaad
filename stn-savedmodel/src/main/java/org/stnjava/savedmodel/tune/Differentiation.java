package org.stnjava.savedmodel.tune;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.NodeDef;

/** Gradients within a graph, or in words why there are none. */
final class Differentiation {

  private static final Pattern NO_GRADIENT = Pattern.compile("No gradient defined for op: (\\w+)");

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, List<String>> readers = new HashMap<>();

  private Differentiation(Graph graph) {
    for (NodeDef node : graph.toGraphDef().getNodeList()) {
      nodes.put(node.getName(), node);
      node.getInputList().stream()
          .filter(input -> !input.startsWith("^"))
          .forEach(
              input ->
                  readers
                      .computeIfAbsent(TensorName.nodeOf(input), key -> new ArrayList<>())
                      .add(node.getName()));
    }
  }

  /** See {@link TunableModel#gradients}. */
  static List<Optional<Output<?>>> gradients(
      Graph graph, Weighted y, List<? extends Output<?>> xs, Map<String, String> undecided) {
    Differentiation way = new Differentiation(graph);
    Set<String> between = way.between(y.tensor(), xs);
    for (String node : between) {
      String why = undecided.get(node);
      if (why != null) {
        throw refused(way.node(node), why);
      }
    }
    try {
      return way.add(graph, y, xs);
    } catch (TensorFlowException e) {
      throw way.explained(e, between);
    }
  }

  /**
   * What is differentiated: the sum of a tensor times its weights.
   *
   * @param tensor of floats
   * @param upstream of the tensor's shape; all 1 if there is none
   */
  record Weighted(Output<?> tensor, Optional<Output<?>> upstream) {}

  private List<Optional<Output<?>>> add(Graph graph, Weighted y, List<? extends Output<?>> xs) {
    Output<?>[] found =
        graph.addGradients(
            scope(),
            new Output<?>[] {y.tensor()},
            xs.toArray(Output<?>[]::new),
            y.upstream().map(dy -> new Output<?>[] {dy}).orElse(null));
    List<Optional<Output<?>>> gradients = new ArrayList<>();
    for (Output<?> gradient : found) {
      gradients.add(gradient.isClosed() ? Optional.empty() : Optional.of(gradient));
    }
    return gradients;
  }

  /** A name that no node starts with. */
  private String scope() {
    int number = 0;
    String name = "gradients";
    while (hasScope(name + "/")) {
      number++;
      name = "gradients_" + number;
    }
    return name;
  }

  private boolean hasScope(String prefix) {
    return nodes.keySet().stream().anyMatch(node -> node.startsWith(prefix));
  }

  /** The nodes that depend on some of {@code xs} and that y depends on. */
  private Set<String> between(Output<?> y, List<? extends Output<?>> xs) {
    List<String> starts = xs.stream().map(x -> x.op().name()).toList();
    Set<String> behind = reach(starts, name -> readers.getOrDefault(name, List.of()));
    Set<String> before =
        reach(
            List.of(y.op().name()),
            name ->
                node(name).getInputList().stream()
                    .filter(input -> !input.startsWith("^"))
                    .map(TensorName::nodeOf)
                    .toList());
    behind.retainAll(before);
    return behind;
  }

  private static Set<String> reach(
      Collection<String> starts, Function<String, List<String>> neighbors) {
    Set<String> reached = new TreeSet<>();
    Deque<String> waiting = new ArrayDeque<>(starts);
    while (!waiting.isEmpty()) {
      String name = waiting.pop();
      if (reached.add(name)) {
        waiting.addAll(neighbors.apply(name));
      }
    }
    return reached;
  }

  private IllegalArgumentException explained(TensorFlowException e, Set<String> between) {
    Matcher missing = NO_GRADIENT.matcher(String.valueOf(e.getMessage()));
    if (missing.find()) {
      for (String name : between) {
        if (node(name).getOp().equals(missing.group(1))) {
          return refused(node(name), "TensorFlow for Java has no gradient of it");
        }
      }
    }
    return new IllegalArgumentException("gradient: TensorFlow says: " + e.getMessage(), e);
  }

  private static IllegalArgumentException refused(NodeDef node, String why) {
    return new IllegalArgumentException(
        "gradient: expected a way that can be differentiated but it goes through %s (%s): %s"
            .formatted(
                node.getName().replaceFirst("^" + FlattenedSignature.PREFIX, ""),
                node.getOp(),
                why));
  }

  private NodeDef node(String name) {
    return nodes.getOrDefault(name, NodeDef.getDefaultInstance());
  }
}
