package org.stnjava.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.localization.Start;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ParallelTransformersTest {

  private static final Layer FEATURES = Layers.flatten().then(Layers.dense("fc", 4));

  private static ParallelTransformers transformers(boolean shared) {
    List<float[]> starts = Start.TILES.thetas(new Affine(), 3);
    GridGenerator generator = GridGenerator.of(new Affine(), 5, 8);
    return shared
        ? ParallelTransformers.shared(FEATURES, starts, generator, Sampler.bilinear())
        : ParallelTransformers.separate(FEATURES, starts, generator, Sampler.bilinear());
  }

  @ParameterizedTest(name = "shared {0}, seed 1")
  @CsvSource({"true, 4", "false, 12"})
  void passGradientsToEveryTheta(boolean shared, int weightsExpected) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 images = Value.random(1, 0, 1, 2, 9, 14, 3).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      List<Warp> warps =
          transformers(shared).warp(tf, ModelScope.inference(weights), tf.constantOf(images));
      Output<?>[] gradients = gradientsOfBiases(tf, graph, weights, warps);
      weights.initialize(session);

      assertThat(weights.all()).hasSize(weightsExpected);
      assertThat(gradients).hasSize(shared ? 1 : 3);
      for (Output<?> gradient : gradients) {
        try (Result result = session.runner().fetch(gradient).run()) {
          double[] values = Value.copyOf(result.get(0)).data();
          assertThat(values).hasSize(shared ? 18 : 6);
          assertThat(Arrays.stream(values)).allMatch(g -> Math.abs(g) > 1e-4);
        }
      }
    }
  }

  /** The gradients of a loss on all outputs by the biases behind θ. */
  private static Output<?>[] gradientsOfBiases(
      Ops tf, Graph graph, Weights weights, List<Warp> warps) {
    List<Operand<TFloat32>> losses =
        warps.stream()
            .<Operand<TFloat32>>map(
                w ->
                    tf.reduceSum(
                        tf.math.mul(w.v(), tf.math.square(w.v())),
                        tf.constant(new int[] {0, 1, 2, 3})))
            .toList();
    return graph.addGradients(
        tf.math.addN(losses).asOutput(),
        weights.all().stream()
            .filter(weight -> weight.name().endsWith("localization/theta/bias"))
            .map(Weight::value)
            .map(Operand::asOutput)
            .toArray(Output<?>[]::new));
  }

  @ParameterizedTest(name = "shared {0}, seed 1")
  @CsvSource({"true", "false"})
  void lookAtTheirTilesAtFirst(boolean shared) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 images = Value.random(1, 0, 1, 2, 9, 14, 3).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      List<Warp> warps =
          transformers(shared).warp(tf, ModelScope.inference(weights), tf.constantOf(images));
      weights.initialize(session);

      List<float[]> starts = Start.TILES.thetas(new Affine(), 3);
      for (int i = 0; i < 3; i++) {
        try (Result result =
            session.runner().fetch(warps.get(i).theta()).fetch(warps.get(i).v()).run()) {
          Value theta = Value.copyOf(result.get(0));
          assertThat(theta.shape().asArray()).containsExactly(2, 6);
          for (int j = 0; j < 12; j++) {
            assertThat(theta.data()[j]).isEqualTo(starts.get(i)[j % 6]);
          }
          assertThat(result.get(1).shape().asArray()).containsExactly(2, 5, 8, 3);
        }
      }
    }
  }
}
