package org.stnjava.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.stnjava.cluster.task.Task;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.train.optimize.Clipping;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;
import org.stnjava.train.optimize.StepInputs;
import org.stnjava.train.optimize.Updates;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class DevicePlacementTest {

  private static final String PS_0 = "/job:ps/task:0";
  private static final String PS_1 = "/job:ps/task:1";
  private static final String WORKER = "/job:worker/task:1";

  /** Three weights whose gradients are summed, clipped and applied with decay. */
  private static GraphDef placed() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Weights slots = new Weights(graph, 1);
      Weight large = weights.get("large", Shape.of(10, 9), Initializer.zeros());
      Weight middle = weights.get("middle", Shape.of(50), Initializer.zeros());
      Weight small = weights.get("small", Shape.of(20), Initializer.zeros());
      Operand<TFloat32> gradient = tf.withName("gradient").math.square(middle.value());
      List<WeightGradient> gradients =
          List.of(
              new WeightGradient(large, large.value()),
              new WeightGradient(middle, gradient),
              new WeightGradient(small, small.value()));
      var rate = tf.withName("rate").placeholder(TFloat32.class);
      var number = tf.withName("number").placeholder(TInt64.class);
      new Updates(
              OptimizerConfig.adam().withWeightDecay(0.1).make(),
              RateConfig.of(1, Schedule.CONSTANT),
              new Clipping(0, 1))
          .build(
              tf,
              slots,
              new GradientAccumulators(tf, gradients).mean(2),
              new StepInputs(rate, number));
      return DevicePlacement.of(graph.toGraphDef(), 2, Task.worker(1));
    }
  }

  private static Map<String, String> devices(String operation) {
    Map<String, String> devices = new TreeMap<>();
    for (NodeDef node : placed().getNodeList()) {
      if (node.getOp().equals(operation)) {
        devices.put(node.getName(), node.getDevice());
      }
    }
    return devices;
  }

  @Test
  void sharesWeightsOutBySizeAndKeepsTheirSlotsWithThem() {
    assertThat(devices("VarHandleOp"))
        .containsEntry("large", PS_0)
        .containsEntry("adam_mean/large", PS_0)
        .containsEntry("adam_square/large", PS_0)
        .containsEntry("middle", PS_1)
        .containsEntry("small", PS_1)
        .containsEntry("adam_square/small", PS_1)
        .hasSize(9);
  }

  @Test
  void updatesWhereTheWeightsAre() {
    assertThat(devices("ResourceApplyAdam").values()).containsExactlyInAnyOrder(PS_0, PS_1, PS_1);
    assertThat(devices("ReadVariableOp")).containsEntry("large/value", PS_0);
    assertThat(devices("ResourceConditionalAccumulator").values())
        .containsExactlyInAnyOrder(PS_0, PS_1, PS_1);
  }

  @Test
  void sendsNoMeanOfGradientsBackToTheWorker() {
    // Clipping and decay multiply; their products stay on the servers.
    assertThat(devices("Mul").values()).isNotEmpty().doesNotContain(WORKER);
    assertThat(devices("Pow").values()).isNotEmpty().doesNotContain(WORKER);
  }

  @Test
  void computesGradientsOnTheWorker() {
    Map<String, String> squares = devices("Square");

    assertThat(squares).containsEntry("gradient", WORKER);
    assertThat(devices("Placeholder"))
        .containsEntry("rate", WORKER)
        .containsEntry("number", WORKER);
  }
}
