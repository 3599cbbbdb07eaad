package org.stnjava.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.bench.workload.Workload;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.ndarray.Shape;

class ToolkitTest {

  private static final long SEED = 5;

  private static void mustAgree(Workload workload) {
    Inputs inputs = workload.inputs(SEED);
    Map<String, NpyArray> reference = Toolkit.reference(workload, inputs, SEED);
    Toolkit.COLUMNS.forEach(
        (column, execution) -> {
          try (Contender contender = Toolkit.prepare(execution, workload, inputs, SEED)) {
            Agreement.require(column.title(), contender.outputs(), reference);
            assertThat(contender.time(2).millis()).isPositive();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"bilinear", "bicubic"})
  void samplesImagesAsInDoublePrecision(String kernel) {
    mustAgree(
        new SamplerWorkload(
            "small", Pass.BOTH, Shape.of(3, 9, 14, 2), Shape.of(8, 5), Kernel.byName(kernel)));
  }

  @Test
  void samplesVolumesAsInDoublePrecision() {
    mustAgree(
        new SamplerWorkload(
            "small", Pass.BOTH, Shape.of(2, 5, 9, 7, 2), Shape.of(4, 6, 8), Kernel.BILINEAR));
  }

  @ParameterizedTest
  @EnumSource
  void infersAsItsExportedModel(Network network) {
    NetworkWorkload workload = new NetworkWorkload(network, Pass.FORWARD, 2);
    Inputs inputs = workload.inputs(SEED);
    try (Contender built = new GraphInference(workload, inputs, Sampler.bilinear())) {
      Agreement.require(
          network.label(), built.outputs(), Toolkit.reference(workload, inputs, SEED));
    }
  }

  @Test
  void comparesLossesOnlyWhereNothingIsRandom() {
    for (Network network : List.of(Network.TUTORIAL, Network.ST_CNN)) {
      NetworkWorkload workload = new NetworkWorkload(network, Pass.BOTH, 3);
      Map<String, NpyArray> outputs = Toolkit.reference(workload, workload.inputs(SEED), SEED);

      assertThat(outputs.containsKey("losses")).isEqualTo(network == Network.ST_CNN);
    }
  }

  @Test
  void startsATrainingFromTheWeightsThatPeersAreGiven() {
    NetworkWorkload workload = new NetworkWorkload(Network.ST_CNN, Pass.BOTH, 3);
    Inputs inputs = workload.inputs(SEED);
    try (TrainingSteps steps = TrainingSteps.of(workload, inputs, Sampler.bilinear(), SEED)) {
      assertThat(steps.weights())
          .usingRecursiveComparison()
          .isEqualTo(ExportedInference.weights(inputs));
    }
  }
}
