package org.stnjava.train.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

class DeterministicSumsTest {

  private static final int READERS = 20;

  /** The derivative of Σ sin(k·x) by x, whose twenty summands come in any order. */
  private static GraphDef gradientOfManyReaders() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.withName("x").placeholder(TFloat32.class);
      List<Operand<TFloat32>> terms = new ArrayList<>();
      for (int k = 1; k <= READERS; k++) {
        terms.add(tf.math.sin(tf.math.mul(x, tf.constant((float) k))));
      }
      Operand<TFloat32> sum = tf.withName("sum").math.addN(terms);
      Output<?>[] gradient = graph.addGradients(sum.asOutput(), new Output<?>[] {x.asOutput()});
      tf.withName("gradient").identity(gradient[0]);
      return DeterministicSums.of(graph.toGraphDef());
    }
  }

  private static float evaluate(GraphDef definition, String name) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(definition);
      try (Session session = new Session(graph);
          TFloat32 x = TFloat32.scalarOf(0.3f);
          Result result = session.runner().feed("x", x).fetch(name).run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    }
  }

  @Test
  void giveTheSameBitsFromEveryBuild() {
    Set<Float> gradients = new HashSet<>();
    for (int build = 0; build < 10; build++) {
      gradients.add(evaluate(gradientOfManyReaders(), "gradient"));
    }

    assertThat(gradients).hasSize(1);
  }

  @Test
  void leaveTheResultAsItWas() {
    double sum = 0;
    double gradient = 0;
    for (int k = 1; k <= READERS; k++) {
      sum += Math.sin(k * 0.3);
      gradient += k * Math.cos(k * 0.3);
    }

    GraphDef rewritten = gradientOfManyReaders();

    assertThat((double) evaluate(rewritten, "sum")).isCloseTo(sum, within(1e-4));
    assertThat((double) evaluate(rewritten, "gradient")).isCloseTo(gradient, within(1e-3));
  }

  @Test
  void haveTwoSummandsEach() {
    assertThat(gradientOfManyReaders().getNodeList())
        .noneMatch(node -> node.getOp().equals("AddN") && node.getInputCount() > 2)
        .extracting(NodeDef::getName)
        .contains("sum")
        .doesNotHaveDuplicates();
  }
}
