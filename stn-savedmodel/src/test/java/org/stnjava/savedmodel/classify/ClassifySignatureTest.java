package org.stnjava.savedmodel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;

class ClassifySignatureTest {

  private static final TensorDescription IMAGE = tensor("picture", "float32", -1, 6, 8, 2);

  private static TensorDescription tensor(String name, String dtype, long... shape) {
    return new TensorDescription(name, name + ":0", dtype, Arrays.stream(shape).boxed().toList());
  }

  private static TensorDescription scores(String name) {
    return tensor(name, "float32", -1, 3);
  }

  private static SignatureDescription signature(
      String name, List<TensorDescription> inputs, TensorDescription... outputs) {
    return new SignatureDescription(name, "", inputs, List.of(outputs), Map.of(), List.of());
  }

  private static ClassifySignature found(
      List<TensorDescription> inputs, TensorDescription... outputs) {
    return ClassifySignature.of(
        List.of(signature("serving_default", inputs, outputs)), ImageCallOptions.standard());
  }

  private static ImageCallOptions options(String signature, String logits) {
    return new ImageCallOptions(
        Optional.of(signature).filter(text -> !text.isEmpty()),
        Optional.of(logits).filter(text -> !text.isEmpty()),
        Optional.empty());
  }

  @Test
  void takesLogitsBeforeProbabilitiesWhateverTheImageIsCalled() {
    assertThat(found(List.of(IMAGE), scores("probabilities"), scores("logits")))
        .isEqualTo(new ClassifySignature("serving_default", IMAGE, "logits", 1, 3));
    assertThat(found(List.of(IMAGE), scores("embedding"), scores("probabilities")).scores())
        .isEqualTo("probabilities");
  }

  @Test
  void takesTheOneOutputThereIs() {
    assertThat(found(List.of(IMAGE), scores("output_0")).scores()).isEqualTo("output_0");
  }

  @Test
  void takesLogitsOfSeveralLabelsAnImage() {
    TensorDescription logits = tensor("logits", "float32", -1, 5, 3);

    assertThat(found(List.of(IMAGE), logits))
        .isEqualTo(new ClassifySignature("serving_default", IMAGE, "logits", 5, 3));
  }

  @Test
  void takesScoresOfHalfAndDoublePrecision() {
    assertThat(found(List.of(IMAGE), tensor("y", "float16", -1, 4)).classes()).isEqualTo(4);
    assertThat(found(List.of(IMAGE), tensor("y", "float64", -1, 4)).classes()).isEqualTo(4);
  }

  @Test
  void takesTheOnlySignatureWhereNoneIsTheDefault() {
    SignatureDescription only = signature("predict", List.of(IMAGE), scores("y"));
    SignatureDescription other = signature("other", List.of(IMAGE), scores("z"));

    assertThat(ClassifySignature.of(List.of(only), ImageCallOptions.standard()).name())
        .isEqualTo("predict");
    assertThat(ClassifySignature.of(List.of(only, other), options("other", "")).scores())
        .isEqualTo("z");
    assertThatThrownBy(
            () -> ClassifySignature.of(List.of(only, other), ImageCallOptions.standard()))
        .hasMessage("signature: expected one of [predict, other] but got none");
    assertThatThrownBy(() -> ClassifySignature.of(List.of(only), options("serve", "")))
        .hasMessage("signature: expected one of [predict] but got 'serve'");
  }

  @Test
  void takesTheOutputThatIsNamed() {
    SignatureDescription two =
        signature("serving_default", List.of(IMAGE), scores("a"), scores("b"));

    assertThat(ClassifySignature.of(List.of(two), options("", "b")).scores()).isEqualTo("b");
    assertThatThrownBy(() -> ClassifySignature.of(List.of(two), options("", "c")))
        .hasMessage(
            "logits: expected an output of signature serving_default, one of [a, b], but got 'c'");
    assertThatThrownBy(() -> found(List.of(IMAGE), scores("a"), scores("b")))
        .hasMessage(
            "logits: expected the name of the output with scores [-1, classes] or [-1, labels,"
                + " classes] of signature serving_default but got none, and cannot tell among [a"
                + " float32 [-1, 3], b float32 [-1, 3]]");
  }

  @Test
  void refusesOutputsThatScoreNoClasses() {
    SignatureDescription map =
        signature("serving_default", List.of(IMAGE), tensor("map", "float32", -1, 6, 8, 1));

    assertThatThrownBy(() -> ClassifySignature.of(List.of(map), options("", "map")))
        .hasMessage(
            "logits: expected floats [-1, classes] or [-1, labels, classes] but map is float32 [-1,"
                + " 6, 8, 1]");
    assertThatThrownBy(() -> found(List.of(IMAGE), tensor("y", "float32", -1, 1)))
        .hasMessage("logits: expected scores of 2 classes or more but y is float32 [-1, 1]");
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4})
  void takesImagesOfTwoToFourAxes(long axes) {
    long[] shape = Arrays.copyOf(new long[] {-1, 6, 8, 2}, (int) axes);

    assertThat(found(List.of(tensor("x", "uint8", shape)), scores("y")).image().shape())
        .hasSize((int) axes);
  }

  @Test
  void refusesInputsThatAreNoImages() {
    assertThatThrownBy(() -> found(List.of(IMAGE, IMAGE), scores("logits")))
        .hasMessage(
            "signature: expected a classifier, with numbers [-1, H, W, C], [-1, H, W] or [-1,"
                + " pixels] as its one input, but serving_default takes [picture float32 [-1, 6, 8,"
                + " 2], picture float32 [-1, 6, 8, 2]]");
    assertThatThrownBy(() -> found(List.of(tensor("x", "string", -1)), scores("logits")))
        .hasMessageEndingWith("but serving_default takes [x string [-1]]");
    assertThatThrownBy(() -> found(List.of(tensor("x", "float32", -1, 4, 6, 8, 1)), scores("y")))
        .hasMessageContaining("x float32 [-1, 4, 6, 8, 1]");
  }

  @Test
  void refusesSignaturesThatNeedOtherPlaceholders() {
    TensorDescription keep =
        new TensorDescription("keep_prob", "keep_prob:0", "float32", List.of());
    SignatureDescription signature =
        new SignatureDescription(
            "serving_default", "", List.of(IMAGE), List.of(scores("y")), Map.of(), List.of(keep));

    assertThatThrownBy(() -> ClassifySignature.of(List.of(signature), ImageCallOptions.standard()))
        .hasMessageEndingWith(
            "takes [picture float32 [-1, 6, 8, 2]] and needs [keep_prob float32 []]");
  }

  @Test
  void takesLogarithmsOfProbabilitiesAndLeavesLogits() {
    ClassifySignature classify = found(List.of(IMAGE), scores("output_0"));

    float[] logits = classify.logits(new float[] {0.5f, 0.25f, 0.25f, 1, 0, 0});

    assertThat(logits[1]).isCloseTo((float) Math.log(0.25), within(1e-6f));
    assertThat(logits[4]).isFinite().isLessThan(-80);
    float[] others = {2, -1, 0};
    assertThat(classify.logits(others)).isSameAs(others);
  }
}
