package org.stnjava.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.Model;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.localization.Start;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.Affine;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;

class ClassifiersTest {

  private static Classifier classifier(String name, int height, int width) {
    return Classifiers.byName(name, ClassifierOptions.of(new ImageShape(height, width, 1), 10));
  }

  @Test
  void countTheTutorialsParameters() {
    try (Model model = new Model(classifier("tutorial", 28, 28), 1)) {
      assertThat(model.weights.parameters()).isEqualTo(27_360);
    }
  }

  @ParameterizedTest(name = "{0} on {1}x{2}")
  @CsvSource({
    "fcn, 28, 28", "fcn, 42, 42", "fcn, 60, 60", "fcn, 28, 40",
    "cnn, 28, 28", "cnn, 42, 42", "cnn, 60, 60", "cnn, 28, 40",
    "st-fcn, 28, 28", "st-fcn, 42, 42", "st-fcn, 60, 60", "st-fcn, 40, 28",
    "st-cnn, 28, 28", "st-cnn, 42, 42", "st-cnn, 60, 60", "st-cnn, 40, 28"
  })
  void haveThePapersNumberOfParameters(String name, int height, int width) {
    try (Model model = new Model(classifier(name, height, width), 1)) {
      double halfAStep = 5_000; // a convolution of 90 filters grows by 9,000 with one more
      assertThat((double) model.weights.parameters())
          .isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(halfAStep));
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"fcn, 50000", "st-cnn, 200000", "st-cnn, 900000", "stacked-st-cnn, 100000"})
  void haveAsManyParametersAsAskedFor(String name, int parameters) {
    ClassifierOptions options =
        ClassifierOptions.of(new ImageShape(36, 40, 1), 10).withParameters(parameters);

    try (Model model = new Model(Classifiers.byName(name, options), 1)) {
      assertThat((double) model.weights.parameters())
          .isCloseTo(parameters, within(0.1 * parameters));
    }
  }

  @ParameterizedTest(name = "{0} on {1}x{2}x{3}")
  @CsvSource({
    "sign-cnn, 16, 20, 1",
    "st-sign-cnn, 16, 16, 3",
    "st-sign-cnn, 20, 32, 3",
    "st-sign-cnn, 48, 188, 1",
    "residual-cnn, 33, 17, 3",
    "st-residual-cnn, 16, 28, 1",
    "st-residual-cnn, 224, 224, 3",
    "st-sign-cnn, 20, 1000, 3",
    "residual-cnn, 16, 300, 1",
    "st-cnn, 20, 32, 3",
    "st-cnn, 224, 224, 3",
    "st-cnn, 48, 188, 3",
    "st-fcn, 48, 188, 1",
    "stacked-st-cnn, 224, 180, 3"
  })
  void haveTheirParametersOnImagesOfAnySize(String name, int height, int width, int channels) {
    ImageShape input = new ImageShape(height, width, channels);
    Classifier classifier =
        Classifiers.byName(name, ClassifierOptions.of(input, 7).withTransformers(1));

    try (Model model = new Model(classifier, 1)) {
      Value logits =
          model.compute(Classification::logits, Value.random(1, 0, 1, 2, height, width, channels));

      assertThat(logits.shape().asArray()).containsExactly(2, 7);
      assertThat((double) model.weights.parameters())
          .isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(40_000.0));
      assertThat(localizationParameters(model)).isLessThan(100_000);
    }
  }

  private static long localizationParameters(Model model) {
    return model.weights.trainable().stream()
        .filter(weight -> weight.name().contains("localization/"))
        .mapToLong(weight -> weight.shape().size())
        .sum();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "fcn, 224, 224, 3, 400000, at least 1204394, or smaller images,",
    "st-fcn, 28, 28, 1, 10, at least 32816, or smaller images,",
    "sign-cnn, 32, 32, 3, 1000, at least 23218, or smaller images,",
    "fcn, 28, 28, 1, 900000000, at most 20037642"
  })
  void refuseNumbersOfParametersThatTheyCannotHave(
      String name, int height, int width, int channels, int wanted, String bound) {
    ClassifierOptions options =
        ClassifierOptions.of(new ImageShape(height, width, channels), 10).withParameters(wanted);

    assertThatThrownBy(() -> Classifiers.byName(name, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("parameters: expected " + bound)
        .hasMessageContaining(
            " for %s on images of %dx%dx%d".formatted(name, height, width, channels))
        .hasMessageEndingWith(" but got " + wanted);
  }

  @Test
  void poolWhatLocalizationNetworksSeeToTheSizeThatIsAskedFor() {
    ClassifierOptions options = ClassifierOptions.of(new ImageShape(64, 96, 1), 10);

    try (Model small =
        new Model(Classifiers.byName("st-fcn", options.withLocalizationSize(16)), 1)) {
      assertThat(localizationParameters(small)).isEqualTo((16 * 16 + 1 + 33) * 32 + 33 * 6);
    }
    assertThatThrownBy(() -> options.withLocalizationSize(15))
        .hasMessage("localizationSize: expected at least 16 but got 15");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"tutorial", "st-parts"})
  void refuseAnotherSizeWhereItIsFixed(String name) {
    int side = name.equals("tutorial") ? 28 : 40;
    ClassifierOptions options =
        ClassifierOptions.of(new ImageShape(side, side, 1), 10).withParameters(9);

    assertThatThrownBy(() -> Classifiers.byName(name, options))
        .hasMessage(
            "parameters: expected 400000 for %s, whose size is fixed, but got 9".formatted(name));
  }

  @ParameterizedTest(name = "{0} with {1} transformers")
  @CsvSource({"st-fcn, 2", "st-cnn, 2", "st-cnn, 3"})
  void haveAsManyParametersWithSeveralTransformers(String name, int transformers) {
    ClassifierOptions options =
        ClassifierOptions.of(new ImageShape(42, 48, 2), 19).withTransformers(transformers);
    try (Model model = new Model(Classifiers.byName(name, options), 1)) {
      assertThat((double) model.weights.parameters())
          .isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(10_000.0));
      Value image = Value.random(1, 0, 1, 3, 42, 48, 2);
      for (int i = 0; i < transformers; i++) {
        int number = i;
        model
            .compute(result -> result.warps().get(number).theta(), image)
            .mustEqual(Value.repeated(3, new Affine().identityTheta()), Tolerance.EXACT);
      }
      assertThat(model.compute(Classification::logits, image).shape().asArray())
          .containsExactly(3, 19);
    }
  }

  @ParameterizedTest(name = "{0} transformers with {1} localization, seed 1")
  @CsvSource({"2, SHARED", "2, SEPARATE", "4, SHARED"})
  void classifyOneObjectForEachTransformer(int transformers, Parallel.Localization localization) {
    ClassifierOptions options =
        ClassifierOptions.of(new ImageShape(56, 64, 1), 10)
            .withLabels(transformers)
            .withParallel(new Parallel(transformers, localization, Start.TILES));
    Classifier classifier = Classifiers.byName("parallel-st-cnn", options);
    try (Model model = new Model(classifier, 1)) {
      Value image = Value.random(1, 0, 1, 3, 56, 64, 1);
      Value logits = model.compute(Classification::logits, image);

      assertThat(classifier.labels()).isEqualTo(transformers);
      assertThat((double) model.weights.parameters())
          .isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(10_000.0));
      assertThat(logits.shape().asArray()).containsExactly(3, transformers, 10);
      for (int k = 0; k < transformers; k++) {
        mustBeOfTheCropOf(k, model, image, logits);
      }
    }
  }

  /** Images whose other objects are blackened must keep the logits of object k. */
  private static void mustBeOfTheCropOf(int k, Model model, Value image, Value logits) {
    double[] pixels = image.data().clone();
    boolean four = model.result.warps().size() == 4;
    for (int i = 0; i < pixels.length; i++) {
      int x = i % 64;
      int y = i / 64 % 56;
      int tile = (x < 34 && x > 30) ? -1 : x / 32 + (four ? y / 28 * 2 : 0);
      pixels[i] = tile == k || tile == -1 || (four && y > 25 && y < 31) ? pixels[i] : 0;
    }
    Value others = model.compute(Classification::logits, new Value(image.shape(), pixels));
    int rows = model.result.warps().size();
    for (int n = 0; n < 3; n++) {
      for (int c = 0; c < 10; c++) {
        int own = (n * rows + k) * 10 + c;
        assertThat(others.data()[own]).isCloseTo(logits.data()[own], within(1e-5));
        int other = (n * rows + (k + 1) % rows) * 10 + c;
        assertThat(others.data()[other]).isNotEqualTo(logits.data()[other]);
      }
    }
  }

  @Test
  void giveSeveralLabelsFromOneBody() {
    ClassifierOptions options = ClassifierOptions.of(new ImageShape(40, 30, 1), 11).withLabels(5);
    for (String name : List.of("fcn", "cnn", "st-fcn", "st-cnn")) {
      Classifier classifier = Classifiers.byName(name, options);
      try (Model model = new Model(classifier, 1)) {
        assertThat(classifier.labels()).isEqualTo(5);
        assertThat(
                model
                    .compute(Classification::logits, Value.random(1, 0, 1, 3, 40, 30, 1))
                    .shape()
                    .asArray())
            .containsExactly(3, 5, 11);
      }
    }
  }

  @Test
  void ofObjectsTakeATransformerForEachLabel() {
    ClassifierOptions two = ClassifierOptions.of(new ImageShape(40, 30, 1), 10).withTransformers(2);

    assertThatThrownBy(() -> Classifiers.byName("parallel-st-cnn", two))
        .hasMessage("transformers: expected 1 for parallel-st-cnn, one for each label, but got 2");
    assertThatThrownBy(() -> two.withLabels(0)).hasMessage("labels: expected at least 1 but got 0");
  }

  @Test
  void ofTheTutorialTakeOneTransformer() {
    ClassifierOptions two = ClassifierOptions.of(new ImageShape(28, 28, 1), 10).withTransformers(2);

    assertThatThrownBy(() -> Classifiers.byName("tutorial", two))
        .hasMessage("transformers: expected 1 for tutorial but got 2");
    assertThatThrownBy(() -> two.withTransformers(0))
        .hasMessage("transformers: expected at least 1 but got 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"st-fcn", "st-cnn", "tutorial"})
  void startTheirTransformerAtTheIdentity(String name) {
    try (Model model = new Model(classifier(name, 28, 28), 7)) {
      Value theta =
          model.compute(
              result -> result.warps().get(0).theta(), Value.random(1, 0, 1, 3, 28, 28, 1));

      theta.mustEqual(Value.repeated(3, new Affine().identityTheta()), Tolerance.EXACT);
    }
  }

  @ParameterizedTest(name = "{0} of {1} pixels a side: {2}")
  @CsvSource({"tutorial, 28, 28", "st-cnn, 42, 56", "st-fcn, 28, 28", "cnn, 42, 42"})
  void keepEveryLayerButTheTransformer(String name, int side, int seen) {
    ClassifierOptions options = ClassifierOptions.of(new ImageShape(side, side, 1), 10);
    Classifier plain = Classifiers.withoutTransformer(name, options);

    try (Model whole = new Model(classifier(name, side, side), 1);
        Model rest = new Model(plain, 1)) {
      assertThat(plain.input()).isEqualTo(new ImageShape(seen, seen, 1));
      assertThat(rest.weights.all().stream().map(Weight::name))
          .containsExactlyElementsOf(
              whole.weights.all().stream()
                  .map(Weight::name)
                  .filter(weight -> weight.startsWith("classifier/"))
                  .toList());
    }
  }

  @Test
  void seeTheWholeOfALargerImageAtFirst() {
    try (Model model = new Model(classifier("st-cnn", 40, 60), 7)) {
      Value v =
          model.compute(
              result -> result.warps().get(0).v(), Value.random(1, 0.5, 0.5, 2, 40, 60, 1));

      assertThat(v.shape().asArray()).containsExactly(2, 56, 56, 1);
      assertThat(v.data()[56 * 28 + 28]).isEqualTo(0.5);
    }
  }

  @Test
  void frameTheTutorialsDigitsInGrayUnlessPaddedWithItsBackground() {
    Padding background = Padding.constant(Classifiers.background("tutorial"));

    assertThat(rangeOfZoomedOutBlack(Padding.zeros())).isCloseTo(0.4242, within(1e-4));
    assertThat(rangeOfZoomedOutBlack(background)).isCloseTo(0, within(1e-6));
  }

  /** How far the pixels of a black image are apart when the transformer looks at twice its size. */
  private static double rangeOfZoomedOutBlack(Padding padding) {
    Classifier tutorial =
        Classifiers.byName(
            "tutorial", ClassifierOptions.of(new ImageShape(28, 28, 1), 10).withPadding(padding));
    try (Model model = new Model(tutorial, 1)) {
      Map<String, float[]> weights = model.weights.read(model.session());
      weights.put("st0/localization/theta/bias", new float[] {2, 0, 0, 0, 2, 0});
      model.weights.write(model.session(), weights);
      Value v =
          model.compute(result -> result.warps().get(0).v(), Value.random(1, 0, 0, 1, 28, 28, 1));
      return Arrays.stream(v.data()).max().orElseThrow()
          - Arrays.stream(v.data()).min().orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fcn", "cnn", "st-fcn", "st-cnn", "tutorial"})
  void giveOneLogitAClass(String name) {
    try (Model model = new Model(classifier(name, 28, 28), 1)) {
      Value logits = model.compute(Classification::logits, Value.random(1, 0, 1, 4, 28, 28, 1));

      assertThat(logits.shape().asArray()).containsExactly(4, 10);
      assertThat(logits.data()).doesNotContain(Double.NaN);
    }
  }

  @Test
  void refuseUnknownNamesAndSmallImages() {
    assertThatThrownBy(() -> classifier("resnet", 28, 28))
        .hasMessage(
            "net: expected one of [fcn, cnn, deep-cnn, sign-cnn, residual-cnn, st-fcn, st-cnn, "
                + "parallel-st-cnn, glimpse-st-cnn, stacked-st-cnn, st-sign-cnn, "
                + "st-residual-cnn, recurrent-st-cnn, ic-st-cnn, st-parts, st-volume, tutorial] "
                + "but got 'resnet'");
    assertThatThrownBy(() -> classifier("st-cnn", 28, 15))
        .hasMessage("st-cnn: expected images of at least 16x16 but got 28x15");
    assertThatThrownBy(() -> classifier("cnn", 23, 28))
        .hasMessage("cnn: expected images of at least 24x24 but got 23x28");
    assertThatThrownBy(() -> classifier("tutorial", 42, 42))
        .hasMessage("tutorial: expected images of 28x28 but got 42x42");
    assertThatThrownBy(() -> ClassifierOptions.of(new ImageShape(28, 28, 1), 1))
        .hasMessage("classes: expected at least 2 but got 1");
    assertThatThrownBy(() -> new ImageShape(28, 0, 1))
        .hasMessage("shape: expected height, width and channels of at least 1 but got 28x0x1");
  }
}
