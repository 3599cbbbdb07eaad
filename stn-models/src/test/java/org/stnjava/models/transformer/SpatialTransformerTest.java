package org.stnjava.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SpatialTransformerTest {

  private static SpatialTransformer transformer(LocalizationNet localization) {
    return new SpatialTransformer(
        "st0", localization, GridGenerator.of(new Affine(), 9, 14), Sampler.bilinear());
  }

  private static final LocalizationNet SMALL =
      LocalizationNet.regressing(Layers.flatten().then(Layers.dense("fc", 4)));

  @Test
  void givesThetaGridAndOutput() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 images = Value.random(1, 0, 1, 2, 9, 14, 3).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Warp warp = transformer(SMALL).warp(tf, ModelScope.inference(weights), tf.constantOf(images));
      weights.initialize(session);

      try (Result result =
          session.runner().fetch(warp.theta()).fetch(warp.grid()).fetch(warp.v()).run()) {
        assertThat(result.get(0).shape().asArray()).containsExactly(2, 6);
        assertThat(result.get(1).shape().asArray()).containsExactly(2, 9, 14, 2);
        Value.copyOf(result.get(2)).mustEqual(Value.copyOf(images), Tolerance.EXACT);
      }
    }
  }

  @Test
  void takesALocalizationNetOfTheUsers() {
    LocalizationNet half =
        (tf, scope, u, transform) -> tf.constant(new float[][] {{0.5f, 0, 0, 0, 0.5f, 0}});
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 image = Value.random(1, 0, 1, 1, 18, 28, 1).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Warp warp =
          transformer(half)
              .warp(tf, ModelScope.inference(new Weights(graph, 1)), tf.constantOf(image));

      try (Result result = session.runner().fetch(warp.v()).run()) {
        Value v = Value.copyOf(result.get(0));
        Value u = Value.copyOf(image);
        // The middle 9x14 of 18x28: its first pixel lies at row 4.5 and column 7.
        assertThat(v.data()[0])
            .isCloseTo((u.data()[4 * 28 + 7] + u.data()[5 * 28 + 7]) / 2, within(1e-6));
      }
    }
  }

  @Test
  void passesGradientsToItsLocalizationNet() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 images = Value.random(1, 0, 1, 2, 9, 14, 3).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Warp warp = transformer(SMALL).warp(tf, ModelScope.inference(weights), tf.constantOf(images));
      Operand<TFloat32> loss =
          tf.reduceSum(tf.math.square(warp.v()), tf.constant(new int[] {0, 1, 2, 3}));
      Output<?>[] gradients =
          graph.addGradients(
              loss.asOutput(),
              weights.all().stream().map(w -> w.value().asOutput()).toArray(Output<?>[]::new));
      weights.initialize(session);

      // fc's kernel and bias see zeros behind them at the start; theta's do not.
      try (Result result = session.runner().fetch(gradients[2]).fetch(gradients[3]).run()) {
        assertThat(Arrays.stream(Value.copyOf(result.get(0)).data()))
            .anyMatch(g -> Math.abs(g) > 1e-3);
        assertThat(Arrays.stream(Value.copyOf(result.get(1)).data()))
            .allMatch(g -> Math.abs(g) > 1e-3);
      }
    }
  }

  @Test
  void refusesPartsOfDifferentCoordinates() {
    assertThatThrownBy(
            () ->
                new SpatialTransformer(
                    "st0",
                    LocalizationNets.fullyConnected(),
                    GridGenerator.of(new Affine(), 3, 4)
                        .withCoordinates(PixelCoordinates.ALIGN_CORNERS),
                    Sampler.bilinear()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "coordinates: the grid generator uses ALIGN_CORNERS but the sampler uses HALF_PIXEL");
  }
}
