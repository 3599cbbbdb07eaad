package org.stnjava.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.models.SlopeCheck;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class GlimpsesTest {

  private static final Layer FEATURES = Layers.flatten().then(Layers.dense("fc", 4));

  private static final Glimpses GLIMPSES =
      new Glimpses(
          3,
          FEATURES,
          5,
          GridGenerator.of(new Affine(), 5, 8),
          Sampler.bilinear().withKernel(Kernel.byName("bicubic")));

  @Test
  void lookAtTheWholeInputAtFirstAndThenEachElsewhere() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 images = Value.random(1, 0, 1, 2, 9, 14, 3).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      List<Warp> warps = GLIMPSES.warp(tf, ModelScope.inference(weights), tf.constantOf(images));
      weights.initialize(session);

      assertThat(GLIMPSES.outputs(warps)).hasSize(GLIMPSES.count()).isEqualTo(warps);
      Value identity = Value.repeated(2, new Affine().identityTheta());
      assertThat(warps)
          .allSatisfy(warp -> fetch(session, warp.theta()).mustEqual(identity, Tolerance.EXACT));
      assertThat(fetch(session, warps.get(2).v()).shape().asArray()).containsExactly(2, 5, 8, 3);

      Map<String, float[]> moved = weights.read(session);
      float[] kernel = new float[30];
      kernel[2] = 1;
      moved.put("st/localization/theta/kernel", kernel);
      weights.write(session, moved);
      double[] first = fetch(session, warps.get(0).theta()).data();
      double[] last = fetch(session, warps.get(2).theta()).data();
      assertThat(Math.abs(first[2] - last[2])).isGreaterThan(1e-3);
      assertThat(first[3]).isEqualTo(last[3]);
    }
  }

  private static Value fetch(Session session, Operand<TFloat32> operand) {
    try (Result result = session.runner().fetch(operand).run()) {
      return Value.copyOf(result.get(0));
    }
  }

  @Test
  void haveOneSetOfWeights() {
    try (Graph graph = new Graph();
        TFloat32 images = Value.random(1, 0, 1, 2, 9, 14, 3).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      GLIMPSES.warp(tf, ModelScope.inference(weights), tf.constantOf(images));

      assertThat(weights.all())
          .extracting(Weight::name)
          .containsExactly(
              "st/localization/fc/kernel",
              "st/localization/fc/bias",
              "st/localization/memory/gates/kernel",
              "st/localization/memory/gates/bias",
              "st/localization/memory/fresh/kernel",
              "st/localization/memory/fresh/bias",
              "st/localization/theta/kernel",
              "st/localization/theta/bias");
    }
  }

  @Test
  void haveTheGradientsOfCentralDifferences() {
    try (TFloat32 u = Value.random(3, 0, 1, 2, 9, 14, 1).tensor(TFloat32.class);
        TFloat32 w = Value.random(4, -1, 1, 2, 5, 8, 3).tensor(TFloat32.class);
        SlopeCheck check =
            new SlopeCheck(
                3,
                (tf, scope) -> {
                  List<Operand<TFloat32>> seen =
                      GLIMPSES.warp(tf, scope, tf.constantOf(u)).stream().map(Warp::v).toList();
                  return tf.math.mean(
                      tf.math.mul(tf.concat(seen, tf.constant(-1)), tf.constantOf(w)),
                      tf.constant(new int[] {0, 1, 2, 3}));
                })) {
      check.mustAgree();
    }
  }

  @Test
  void areAtLeastOne() {
    assertThatThrownBy(() -> new Glimpses(0, FEATURES, 5, GLIMPSES.generator(), GLIMPSES.sampler()))
        .hasMessage("count: expected at least 1 but got 0");
  }
}
