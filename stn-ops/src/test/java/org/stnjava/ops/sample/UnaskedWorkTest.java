package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** What a gradient does not need is not computed. */
class UnaskedWorkTest {

  /** The operations that the gradient with respect to the grid runs. */
  private static Set<String> operations() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> u = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 5, 4, 3)));
      Operand<TFloat32> grid =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 3, 6, 2)));
      Operand<TFloat32> v = Sampler.bilinear().sample(tf, u, grid);
      Operand<TFloat32> dv = tf.placeholder(TFloat32.class, Placeholder.shape(v.shape()));
      Output<?> gradient =
          graph
              .addGradients(
                  "gradient",
                  new Output<?>[] {v.asOutput()},
                  new Output<?>[] {grid.asOutput()},
                  new Output<?>[] {dv.asOutput()})[0];
      return ancestors(graph, gradient.op().name());
    }
  }

  private static Set<String> ancestors(Graph graph, String last) {
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.toGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Set<String> seen = new HashSet<>(Set.of(last));
    Deque<String> waiting = new ArrayDeque<>(seen);
    Set<String> types = new TreeSet<>();
    while (!waiting.isEmpty()) {
      NodeDef node = Objects.requireNonNull(nodes.get(waiting.pop()));
      types.add(node.getOp());
      for (String input : node.getInputList()) {
        String name = input.replaceFirst("^\\^", "").replaceFirst(":\\d+$", "");
        if (seen.add(name)) {
          waiting.add(name);
        }
      }
    }
    return types;
  }

  @Test
  void gradientOfTheGridSumsNothingIntoTheImage() {
    assertThat(operations()).contains("GatherV2").doesNotContain("UnsortedSegmentSum");
  }
}
