package org.stnjava.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.models.SlopeCheck;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class PenaltiesTest {

  private static final float[] LEFT = {0.5f, 0, -0.5f, 0, 1, 0};
  private static final float[] RIGHT = {0.5f, 0, 0.5f, 0, 1, 0};

  private static Penalties diversity(double factor) {
    return Penalties.none().withDiversity(factor).withLimits(0.5, 1.5, 0.75);
  }

  private static Penalties bounds(double factor) {
    return Penalties.none().withBounds(factor).withLimits(0.5, 1.5, 0.75);
  }

  /** A warp of one image for each θ of six numbers. */
  private static Warp warp(Ops tf, Operand<TFloat32> theta) {
    LocalizationNet given = (ops, scope, u, transform) -> theta;
    SpatialTransformer transformer =
        new SpatialTransformer(
            "st0", given, GridGenerator.of(new Affine(), 3, 5), Sampler.bilinear());
    Operand<TFloat32> grid = transformer.generator().generate(tf, theta);
    return new Warp(transformer, theta, grid, grid);
  }

  private static double[] penalties(Penalties penalties, float[][]... thetas) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<Warp> warps = Arrays.stream(thetas).map(theta -> warp(tf, tf.constant(theta))).toList();
      return penalties.of(tf, warps).stream().mapToDouble(one -> fetch(session, one)).toArray();
    }
  }

  private static double fetch(Session session, Operand<TFloat32> scalar) {
    try (Result result = session.runner().fetch(scalar).run()) {
      assertThat(result.get(0).shape()).isEqualTo(Shape.scalar());
      return Value.copyOf(result.get(0)).data()[0];
    }
  }

  @Test
  void ofDiversityFallWithTheDistanceOfTheCenters() {
    float[] far = {0.5f, 0, 1.5f, 0, 1, 0};

    assertThat(penalties(diversity(1), new float[][] {LEFT}, new float[][] {LEFT}))
        .containsExactly(1);
    assertThat(penalties(diversity(1), new float[][] {LEFT}, new float[][] {RIGHT})[0])
        .isCloseTo(Math.exp(-4), within(1e-6));
    assertThat(penalties(diversity(1), new float[][] {LEFT}, new float[][] {far})[0])
        .isCloseTo(Math.exp(-16), within(1e-6));
  }

  @Test
  void ofDiversityAreMeansOverPairsAndImages() {
    double[] penalties =
        penalties(
            diversity(0.3),
            new float[][] {LEFT, LEFT},
            new float[][] {LEFT, RIGHT},
            new float[][] {RIGHT, RIGHT});

    // The six pairs: one alike of the first image, one of the second.
    assertThat(penalties[0]).isCloseTo(0.3 * (2 + 4 * Math.exp(-4)) / 6, within(1e-6));
  }

  @Test
  void ofIdentityAreSquaredDistances() {
    double[] penalties =
        penalties(
            Penalties.none().withTheta(2).withLimits(0.5, 1.5, 0.75),
            new float[][] {{1, 0, 0, 0, 1, 0}, {1, 2, 0, 0, 1, -1}});

    assertThat(penalties).containsExactly(5);
  }

  @ParameterizedTest(name = "scale {0} of x, {1} of y, shift {2}: {3}")
  @CsvSource({
    "1, 1, 0, 0",
    "1.5, -1.5, 0.75, 0",
    "0.5, 0.5, -0.75, 0",
    "2, 1, 0, 1.75",
    "1, -2, 0, 1.75",
    "0, 1, 0, 0.25",
    "1, 0.25, 0, 0.1875",
    "1, 1, 1, 0.25",
    "1, 1, -1, 0.25",
    "2, 2, 1, 3.75"
  })
  void ofBoundsBeginAtTheLimits(float x, float y, float shift, double expected) {
    double[] penalties = penalties(bounds(1), new float[][] {{x, 0, shift, 0, y, 0}});

    assertThat(penalties[0]).isCloseTo(expected, within(1e-5));
  }

  @Test
  void ofBoundsDoNotMindRotations() {
    float c = (float) Math.cos(1);
    float s = (float) Math.sin(1);

    assertThat(
            penalties(bounds(1), new float[][] {{1.4f * c, -1.4f * s, 0, 1.4f * s, 1.4f * c, 0}}))
        .containsExactly(0);
  }

  @Test
  void haveTheGradientsOfCentralDifferences() {
    Penalties all =
        Penalties.none()
            .withDiversity(0.5)
            .withTheta(0.1)
            .withBounds(0.7)
            .withLimits(0.5, 1.5, 0.75);

    try (SlopeCheck check =
        new SlopeCheck(
            5,
            (tf, scope) -> {
              Warp one = warp(tf, theta(scope, "one", 2, 0.2f, 0.1f, -0.2f, 0.3f, 0.9f));
              Warp other = warp(tf, theta(scope, "other", 0.2f, 0.1f, 0.4f, 0, 1.7f, 0.2f));
              List<Operand<TFloat32>> three = all.of(tf, List.of(one, other));
              assertThat(three).hasSize(3);
              return tf.math.add(tf.math.add(three.get(0), three.get(1)), three.get(2));
            })) {
      check.mustAgree();
    }
  }

  private static Operand<TFloat32> theta(ModelScope scope, String name, float... values) {
    return scope.weight(name, Shape.of(1, 6), Initializer.of(values));
  }

  @Test
  void areNoneWhereNothingIsFined() {
    float[][] theta = {LEFT};

    assertThat(penalties(Penalties.none(), theta, theta)).isEmpty();
    assertThat(penalties(diversity(1), new float[][][] {theta})).isEmpty();
    assertThat(
            penalties(
                Penalties.none()
                    .withDiversity(1)
                    .withTheta(1)
                    .withBounds(1)
                    .withLimits(0.5, 1.5, 0.75),
                new float[0][][]))
        .isEmpty();
  }

  @Test
  void workOnGridsOfOnePixelAcross() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      SpatialTransformer line =
          new SpatialTransformer(
              "st0",
              LocalizationNets.fullyConnected(),
              GridGenerator.of(new Affine(), 1, 5),
              Sampler.bilinear());
      Operand<TFloat32> theta = tf.constant(new float[][] {{2, 0, 0, 0, 1, 0}});
      Warp warp =
          line.warp(
              tf,
              ModelScope.inference(new Weights(graph, 0)),
              tf.zeros(tf.constant(new int[] {1, 4, 6, 1}), TFloat32.class),
              theta);

      assertThat(fetch(session, bounds(1).of(tf, List.of(warp)).get(0)))
          .isCloseTo(1.75, within(1e-5));
    }
  }

  @Test
  void refuseFactorsAndLimitsOutOfRange() {
    assertThatThrownBy(() -> diversity(-1))
        .hasMessage("diversity: expected a number of at least 0 but got -1.0");
    assertThatThrownBy(() -> bounds(Double.NaN))
        .hasMessage("boundPenalty: expected a number of at least 0 but got NaN");
    assertThatThrownBy(() -> Penalties.none().withLimits(2, 1, 1))
        .hasMessage(
            "leastScale, mostScale: expected numbers above 0, in this order, but got 2.0 and 1.0");
    assertThatThrownBy(() -> Penalties.none().withLimits(1, 1, -1))
        .hasMessage("mostShift: expected a number of at least 0 but got -1.0");
  }
}
