package org.stnjava.savedmodel.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class CompositionPlacementTest {

  @Test
  void aComposedNodeKeepsItsNameAndWhatItWaitsFor() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.withName("x").placeholder(TFloat32.class);
      Ops waiting = tf.withControlDependencies(List.of(tf.withName("before").noOp()));
      waiting.withName("y").math.erfc(x);

      FlatGraph flat = flatten(graph, "y:0");

      NodeDef y = Objects.requireNonNull(flat.node("y"));
      assertThat(y.getOp()).isEqualTo("Identity");
      assertThat(y.getInputList()).contains("^before");
      assertThat(flat.nodes().stream().filter(node -> node.getInputList().contains("x")))
          .isNotEmpty()
          .allMatch(node -> node.getInputList().contains("^before"));
    }
  }

  @Test
  void aNodeThatGivesIntegersStaysAsItIs() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TInt32> x = tf.withName("x").placeholder(TInt32.class);
      tf.withName("y").math.floorMod(x, tf.constant(3));

      assertThat(Objects.requireNonNull(flatten(graph, "y:0").node("y")).getOp())
          .isEqualTo("FloorMod");
    }
  }

  @Test
  void randomValuesOfAnInputsShapeAreFlat() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x =
          tf.withName("x")
              .placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(2)));
      Operand<TFloat32> noise = tf.random.randomUniform(tf.shape(x), TFloat32.class);
      tf.withName("y").math.mul(x, noise);

      FlatGraph flat = flatten(graph, "y:0");

      assertThat(flat.nodes().stream().map(NodeDef::getOp)).contains("StopGradient");
    }
  }

  private static FlatGraph flatten(Graph graph, String tensor) {
    return FunctionInliner.flatten(graph.toGraphDef(), List.of(tensor), Map.of()).graph();
  }
}
