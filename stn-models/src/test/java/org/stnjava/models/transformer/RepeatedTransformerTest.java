package org.stnjava.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stnjava.models.SlopeCheck;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.transformer.RepeatedTransformer.Resampling;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Transform;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class RepeatedTransformerTest {

  private static final LocalizationNet SMALL =
      LocalizationNet.regressing(Layers.flatten().then(Layers.dense("fc", 4)));

  private static RepeatedTransformer repeated(
      LocalizationNet localization, Transform transform, int times, Resampling resampling) {
    SpatialTransformer transformer =
        new SpatialTransformer(
            "any",
            localization,
            GridGenerator.of(transform, 9, 14),
            Sampler.bilinear().withKernel(Kernel.byName("bicubic")));
    return new RepeatedTransformer(transformer, times, resampling);
  }

  private static LocalizationNet always(float... theta) {
    return (tf, scope, u, transform) -> tf.constant(new float[][] {theta, theta});
  }

  /** The values of what is made of warps of 2 images of 9×14, or more, with 2 channels. */
  private static List<Value> evaluate(
      RepeatedTransformer repeated, Value images, Of of, String... weightsExpected) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 tensor = images.tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      List<Warp> warps = repeated.warp(tf, ModelScope.inference(weights), tf.constantOf(tensor));
      assertThat(weights.all()).extracting(Weight::name).containsExactly(weightsExpected);
      assertThat(warps)
          .extracting(warp -> warp.transformer().name())
          .containsExactly("st0", "st1", "st2");
      weights.initialize(session);
      return warps.stream().map(warp -> fetch(session, of.of(warp))).toList();
    }
  }

  private static Value single(Value value) {
    try (TFloat32 tensor = value.tensor(TFloat32.class)) {
      return Value.copyOf(tensor);
    }
  }

  private interface Of {
    Operand<TFloat32> of(Warp warp);
  }

  private static Value fetch(Session session, Operand<TFloat32> operand) {
    try (Result result = session.runner().fetch(operand).run()) {
      return Value.copyOf(result.get(0));
    }
  }

  @ParameterizedTest(name = "reading {0}")
  @EnumSource(Resampling.class)
  void seesItsWholeInputAtFirstWithOneSetOfWeights(Resampling resampling) {
    Value images = single(Value.random(1, 0, 1, 2, 9, 14, 2));
    List<Value> seen =
        evaluate(
            repeated(SMALL, new Affine(), 3, resampling),
            images,
            Warp::v,
            "st/localization/fc/kernel",
            "st/localization/fc/bias",
            "st/localization/theta/kernel",
            "st/localization/theta/bias");

    assertThat(seen).allSatisfy(v -> v.mustEqual(images, Tolerance.EXACT));
  }

  @ParameterizedTest(name = "reading {0}")
  @EnumSource(Resampling.class)
  void bringsInputsOfOtherSizesToTheOutputs(Resampling resampling) {
    List<Value> seen =
        evaluate(
            repeated(SMALL, Transforms.byName("similarity"), 3, resampling),
            Value.random(1, 0.25, 0.25, 2, 18, 10, 2),
            Warp::v,
            "st/localization/fc/kernel",
            "st/localization/fc/bias",
            "st/localization/theta/kernel",
            "st/localization/theta/bias");

    assertThat(seen)
        .allSatisfy(v -> assertThat(v.shape().asArray()).containsExactly(2, 9, 14, 2))
        .allSatisfy(v -> assertThat(v.data()[9 * 14]).isEqualTo(0.25));
  }

  @ParameterizedTest(name = "{0}, reading {1}")
  @CsvSource({
    "affine, ONCE, 6",
    "affine, EACH_TIME, 6",
    "attention, ONCE, 6",
    "projective, ONCE, 24"
  })
  void tellsWhereInTheImageEachLooked(String name, Resampling resampling, int numbers) {
    Transform transform = Transforms.byName(name);
    float[] theta = transform.identityTheta();
    theta[0] = 0.8f;
    theta[1] = 0.1f;
    theta[2] = -0.3f;
    Value images = Value.random(1, 0, 1, 2, 9, 14, 2);
    RepeatedTransformer repeated = repeated(always(theta), transform, 3, resampling);

    List<Value> grids = evaluate(repeated, images, Warp::grid);

    Transform thrice = transform.then(transform).then(transform);
    Value row = Value.repeated(2, join(theta, theta, theta));
    Value expected =
        new Evaluation<>(
                TFloat32.class, (tf, in) -> GridGenerator.of(thrice, 9, 14).generate(tf, in.get(0)))
            .inGraph(row);
    grids.get(2).mustEqual(expected, Tolerance.FLOAT32);
    assertThat(evaluate(repeated, images, Warp::theta).get(2).data())
        .hasSize(2 * (resampling == Resampling.ONCE ? numbers : theta.length));
  }

  private static float[] join(float[]... parts) {
    float[] all = new float[parts.length * parts[0].length];
    for (int i = 0; i < all.length; i++) {
      all[i] = parts[i / parts[0].length][i % parts[0].length];
    }
    return all;
  }

  @Test
  void readsTheImageOnceWhereParametersAreComposed() {
    Value images = Value.random(1, 0, 1, 2, 9, 14, 2);
    float halfAPixel = 1f / 14;
    float[] right = {1, 0, halfAPixel, 0, 1, 0};

    Value once =
        evaluate(repeated(always(right), new Affine(), 3, Resampling.ONCE), images, Warp::v).get(1);
    Value twice =
        evaluate(repeated(always(right), new Affine(), 3, Resampling.EACH_TIME), images, Warp::v)
            .get(1);

    for (int pixel = 14 + 3; pixel < 14 + 9; pixel++) {
      assertThat(once.data()[2 * pixel]).isCloseTo(images.data()[2 * (pixel + 1)], within(1e-5));
      assertThat(Math.abs(twice.data()[2 * pixel] - images.data()[2 * (pixel + 1)]))
          .isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest(name = "{0}, reading {1}, seed 3")
  @CsvSource({"sim2, ONCE", "affine, EACH_TIME", "projective, ONCE"})
  void hasTheGradientsOfCentralDifferences(String transform, Resampling resampling) {
    Value images = Value.random(3, 0, 1, 2, 9, 14, 1);
    Value factors = Value.random(4, -1, 1, 2, 9, 14, 1);
    RepeatedTransformer repeated = repeated(SMALL, Transforms.byName(transform), 2, resampling);

    try (TFloat32 u = images.tensor(TFloat32.class);
        TFloat32 w = factors.tensor(TFloat32.class);
        SlopeCheck check =
            new SlopeCheck(
                3,
                (tf, scope) -> {
                  List<Warp> warps = repeated.warp(tf, scope, tf.constantOf(u));
                  Operand<TFloat32> v = repeated.outputs(warps).get(0).v();
                  return tf.math.mean(
                      tf.math.mul(v, tf.constantOf(w)), tf.constant(new int[] {0, 1, 2, 3}));
                })) {
      check.mustAgree();
    }
  }

  @Test
  void handsOnItsLastWarp() {
    RepeatedTransformer repeated = repeated(SMALL, new Affine(), 3, Resampling.ONCE);
    try (Graph graph = new Graph();
        TFloat32 images = Value.random(1, 0, 1, 2, 9, 14, 3).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      List<Warp> warps =
          repeated.warp(tf, ModelScope.inference(new Weights(graph, 1)), tf.constantOf(images));

      assertThat(repeated.count()).isEqualTo(3);
      assertThat(repeated.outputs(warps)).containsExactly(warps.get(2));
    }
  }

  @Test
  void refusesToDoNothing() {
    assertThatThrownBy(() -> repeated(SMALL, new Affine(), 0, Resampling.ONCE))
        .hasMessage("times: expected at least 1 but got 0");
  }
}
