package org.stnjava.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.Model;
import org.stnjava.models.classifier.Parallel.Localization;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.localization.Start;
import org.stnjava.models.transformer.Penalties;
import org.stnjava.models.transformer.Warp;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Classifiers with several transformers, or with one that does more than warp its input. */
class CompositionsTest {

  private static final ImageShape IMAGE = new ImageShape(40, 48, 2);
  private static final Value IMAGES = Value.random(1, 0, 1, 3, 40, 48, 2);

  private static ClassifierOptions options(int transformers) {
    return ClassifierOptions.of(IMAGE, 7).withTransformers(transformers);
  }

  @ParameterizedTest(name = "{0} with {1} transformers, {2} outputs of {3}x{4}")
  @CsvSource({
    "glimpse-st-cnn, 3, 3, 56, 56",
    "recurrent-st-cnn, 2, 1, 56, 56",
    "ic-st-cnn, 3, 1, 56, 56",
    "stacked-st-cnn, 4, 1, 40, 48"
  })
  void startAtTheIdentityWithThePapersNumberOfParameters(
      String name, int transformers, int seen, int height, int width) {
    Classifier classifier = Classifiers.byName(name, options(transformers));
    try (Model model = new Model(classifier, 1)) {
      double halfAStep = name.startsWith("stacked") ? 20_000 : 10_000;
      assertThat((double) model.weights.parameters())
          .isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(halfAStep));
      assertThat(model.compute(Classification::logits, IMAGES).shape().asArray())
          .containsExactly(3, 7);
      List<Warp> warps = model.result.warps();
      assertThat(warps)
          .extracting(warp -> warp.transformer().name())
          .containsExactly(
              List.of("st0", "st1", "st2", "st3").subList(0, transformers).toArray(String[]::new));
      Value identity = Value.repeated(3, new Affine().identityTheta());
      for (Warp warp : warps) {
        model.compute(result -> warp.theta(), IMAGES).mustEqual(identity, Tolerance.EXACT);
      }
      assertThat(warps.get(0).v().shape().asArray()).containsExactly(-1, height, width, 2);
      assertThat(Classifiers.withoutTransformer(name, options(transformers)).input())
          .isEqualTo(new ImageShape(height, width, 2 * seen));
    }
  }

  @Test
  void ofFourConvolutionsHaveTheSameLayersWithoutTransformers() {
    Classifier plain = Classifiers.byName("deep-cnn", ClassifierOptions.of(IMAGE, 7));
    Classifier stacked = Classifiers.byName("stacked-st-cnn", options(2));

    try (Model one = new Model(plain, 1);
        Model other = new Model(stacked, 1)) {
      assertThat((double) one.weights.parameters())
          .isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(15_000.0));
      assertThat(one.result.warps()).isEmpty();
      assertThat(other.weights.all().stream().map(Weight::name).filter(n -> n.startsWith("class")))
          .containsExactlyInAnyOrderElementsOf(
              one.weights.all().stream().map(Weight::name).toList());
    }
  }

  @Test
  void stackedTellWhichTransformersWarpFeatures() {
    Classifier stacked = Classifiers.byName("stacked-st-cnn", options(3));
    try (Model model = new Model(stacked, 1)) {
      assertThat(model.result.warps())
          .extracting(Warp::input)
          .containsExactly(Warp.Input.IMAGE, Warp.Input.FEATURES, Warp.Input.FEATURES);
      assertThat(model.result.warps())
          .extracting(warp -> warp.v().shape().get(1))
          .containsExactly(40L, 20L, 10L);
    }
  }

  @Test
  void stackedTellWhereInTheImageTheirTransformersLook() {
    Classifier stacked = Classifiers.byName("stacked-st-cnn", options(2));
    float[] left = {0.5f, 0, -0.5f, 0, 1, 0};
    float[] turned = {0, 0.9f, 0.1f, -0.9f, 0, 0};
    try (Model model = new Model(stacked, 1)) {
      Map<String, float[]> weights = model.weights.read(model.session());
      weights.put("st0/localization/theta/bias", left);
      weights.put("st1/localization/theta/bias", turned);
      model.weights.write(model.session(), weights);

      Value grid = model.compute(result -> result.warps().get(1).grid(), IMAGES);

      // First the later one: the output's points lie where it looks, and those where the first
      // does.
      float[] both = {0, 0.45f, 0.05f - 0.5f, -0.9f, 0, 0};
      grid.mustEqual(
          new Evaluation<>(
                  TFloat32.class,
                  (tf, in) -> GridGenerator.of(new Affine(), 20, 24).generate(tf, in.get(0)))
              .inGraph(Value.repeated(3, both)),
          Tolerance.FLOAT32);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"glimpse-st-cnn", "parallel-st-cnn"})
  void classifyOneObjectForEachLook(String name) {
    Classifier classifier = Classifiers.byName(name, options(3).withLabels(3));
    try (Model model = new Model(classifier, 1)) {
      assertThat(classifier.labels()).isEqualTo(3);
      assertThat(model.compute(Classification::logits, IMAGES).shape().asArray())
          .containsExactly(3, 3, 7);
    }
    assertThatThrownBy(() -> Classifiers.byName(name, options(2).withLabels(3)))
        .hasMessage("transformers: expected 3 for " + name + ", one for each label, but got 2");
  }

  @ParameterizedTest(name = "{0} with {1} transformers, {2} labels")
  @CsvSource({
    "st-sign-cnn, 1, 1",
    "st-residual-cnn, 2, 1",
    "st-fcn, 1, 1",
    "st-cnn, 2, 5",
    "parallel-st-cnn, 3, 3",
    "ic-st-cnn, 2, 1",
    "tutorial, 1, 1"
  })
  void feedThetaForward(String name, int transformers, int labels) {
    ClassifierOptions apart =
        ClassifierOptions.of(new ImageShape(28, 28, 1), 7)
            .withTransformers(transformers)
            .withLabels(labels);
    Classifier classifier = Classifiers.byName(name, apart.withTheta(ThetaUse.FORWARD));
    Value images = Value.random(1, 0.5, 0.5, 3, 28, 28, 1);
    try (Model model = new Model(classifier, 1)) {
      double[] before = model.compute(Classification::logits, images).data();
      assertThat((double) model.weights.parameters())
          .satisfiesAnyOf(
              p -> assertThat(p).isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(10_000.0)),
              p -> assertThat(p).isEqualTo(27_360 - 3 * 51 + 6 * 7));

      // Every pixel is the same, so that θ alone can make a difference.
      Map<String, float[]> weights = model.weights.read(model.session());
      weights.entrySet().stream()
          .filter(weight -> weight.getKey().endsWith("theta/bias"))
          .forEach(weight -> weight.getValue()[0] = 0.75f);
      model.weights.write(model.session(), weights);
      double[] after = model.compute(Classification::logits, images).data();

      assertThat(Math.abs(after[0] - before[0])).isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest(name = "{0} of {1}x{2}")
  @CsvSource({"st-fcn, 9, 14", "st-cnn, 60, 44", "ic-st-cnn, 28, 30", "stacked-st-cnn, 16, 20"})
  void giveOutputsSmallerOrLargerThanTheirInput(String name, int height, int width) {
    Classifier classifier = Classifiers.byName(name, options(1).withOutput(height, width));
    try (Model model = new Model(classifier, 1)) {
      assertThat(model.compute(result -> result.warps().get(0).v(), IMAGES).shape().asArray())
          .containsExactly(3, height, width, 2);
      assertThat(model.compute(Classification::logits, IMAGES).shape().asArray())
          .containsExactly(3, 7);
      assertThat((double) model.weights.parameters())
          .isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(10_000.0));
    }
  }

  @Test
  void refuseOutputsThatTheirLayersLeaveNothingOf() {
    assertThatThrownBy(() -> Classifiers.byName("st-cnn", options(1).withOutput(30, 23)))
        .hasMessage("outputSize: expected at least 24x24 for st-cnn but got 30x23");
    assertThatThrownBy(() -> Classifiers.byName("ic-st-cnn", options(2).withOutput(27, 40)))
        .hasMessage("outputSize: expected at least 28x28 for ic-st-cnn but got 27x40");
    assertThatThrownBy(() -> Classifiers.byName("stacked-st-cnn", options(1).withOutput(8, 16)))
        .hasMessage("outputSize: expected at least 16x16 for stacked-st-cnn but got 8x16");
    assertThatThrownBy(
            () ->
                Classifiers.byName("deep-cnn", ClassifierOptions.of(new ImageShape(12, 30, 1), 2)))
        .hasMessage("deep-cnn: expected images of at least 16x16 but got 12x30");
  }

  @Test
  void refuseOptionsThatAreNotTheirs() {
    ClassifierOptions two = options(2);

    mustRefuse(
        "ic-st-cnn",
        two.withPenalties(Penalties.none().withDiversity(0.5)),
        "diversity: expected 0 for ic-st-cnn, which has its transformers one behind the other, but got 0.5");
    mustRefuse(
        "glimpse-st-cnn",
        two.withParallel(new Parallel(2, Localization.SEPARATE, Start.TILES)),
        "start: expected identity for glimpse-st-cnn, which looks again and again with the same transformer, but got tiles");
    mustRefuse(
        "stacked-st-cnn",
        two.withParallel(new Parallel(2, Localization.SHARED, Start.IDENTITY)),
        "localization: expected separate for stacked-st-cnn, which has its transformers one behind the other, but got shared");
    mustRefuse(
        "stacked-st-cnn",
        options(5),
        "transformers: expected at most 4 for stacked-st-cnn, one before each stage, but got 5");
    mustRefuse(
        "cnn",
        two.withTheta(ThetaUse.FORWARD),
        "theta: expected warp for cnn, which has no transformers, but got forward");
    mustRefuse(
        "fcn",
        two.withPenalties(Penalties.none().withTheta(0.1)),
        "thetaPenalty: expected 0 for fcn, which has no transformers, but got 0.1");
    mustRefuse(
        "fcn",
        two.withPenalties(Penalties.none().withBounds(1)),
        "boundPenalty: expected 0 for fcn, which has no transformers, but got 1.0");
    mustRefuse(
        "deep-cnn",
        two.withOutput(20, 20),
        "outputSize: expected usual for deep-cnn, which has no transformers, but got a size");
  }

  private static void mustRefuse(String name, ClassifierOptions options, String message) {
    assertThatThrownBy(() -> Classifiers.byName(name, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"st-cnn", "parallel-st-cnn"})
  void havePenaltiesInTrainingOnly(String name) {
    Classifier classifier =
        Classifiers.byName(
            name,
            options(2)
                .withLabels(name.equals("st-cnn") ? 1 : 2)
                .withPenalties(Penalties.none().withDiversity(1).withTheta(1).withBounds(1)));
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Operand<TFloat32> image =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 40, 48, 2)));
      ModelScope training = ModelScope.training(weights, tf.constant(new long[] {0, 1}));

      assertThat(classifier.classify(tf, training, image).penalties()).hasSize(3);
      assertThat(classifier.classify(tf, ModelScope.inference(weights), image).penalties())
          .isEmpty();
    }
  }

  @Test
  void refineSplinesByComposingThem() {
    Classifier classifier =
        Classifiers.byName("ic-st-cnn", options(2).withTransform(Transforms.byName("tps")));
    try (Model model = new Model(classifier, 1)) {
      assertThat(model.compute(result -> result.warps().get(1).theta(), IMAGES).shape().asArray())
          .containsExactly(3, 64);
    }
  }

  @ParameterizedTest(name = "{0} of {1} labels: {2}")
  @CsvSource({
    "cnn, 1, 1", "st-cnn, 3, 1", "parallel-st-cnn, 3, 3", "glimpse-st-cnn, 1, 2",
    "glimpse-st-cnn, 3, 3", "stacked-st-cnn, 5, 4", "recurrent-st-cnn, 1, 2", "ic-st-cnn, 1, 2"
  })
  void haveAUsualNumberOfTransformers(String name, int labels, int usual) {
    assertThat(Classifiers.usualTransformers(name, labels)).isEqualTo(usual);
  }
}
