package org.stnjava.models.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.savedmodel.ModelDescription.Signature;
import org.stnjava.models.savedmodel.ModelDescription.Tensor;

class ClassifySignatureTest {

  private static final Tensor IMAGE =
      new Tensor("picture", "picture:0", "float32", List.of(-1L, 6L, 8L, 2L));

  private static Tensor scores(String name) {
    return new Tensor(name, name + ":0", "float32", List.of(-1L, 3L));
  }

  private static ClassifySignature found(List<Tensor> inputs, Tensor... outputs) {
    Signature signature =
        new Signature("serving_default", "", inputs, List.of(outputs), Map.of(), List.of());
    return ClassifySignature.of(Path.of("model"), List.of(signature));
  }

  @Test
  void takesLogitsBeforeProbabilitiesWhateverTheImageIsCalled() {
    assertThat(found(List.of(IMAGE), scores("probabilities"), scores("logits")))
        .isEqualTo(new ClassifySignature("picture", new ImageShape(6, 8, 2), "logits", 1, 3));
    assertThat(found(List.of(IMAGE), scores("embedding"), scores("probabilities")).scores())
        .isEqualTo("probabilities");
  }

  @Test
  void takesTheOneOutputThereIs() {
    assertThat(found(List.of(IMAGE), scores("output_0")).scores()).isEqualTo("output_0");
  }

  @Test
  void takesLogitsOfSeveralLabelsAnImage() {
    Tensor logits = new Tensor("logits", "logits:0", "float32", List.of(-1L, 5L, 3L));

    assertThat(found(List.of(IMAGE), logits))
        .isEqualTo(new ClassifySignature("picture", new ImageShape(6, 8, 2), "logits", 5, 3));
  }

  @Test
  void refusesModelsThatDoNotClassify() {
    assertThatThrownBy(() -> found(List.of(IMAGE, IMAGE), scores("logits")))
        .hasMessage(
            "model: expected a classifier, with float32 images [-1, H, W, C] as the one input and"
                + " scores [-1, classes] or [-1, labels, classes] as an output of its signature"
                + " serving_default, but it has the signatures [serving_default]");
    assertThatThrownBy(() -> found(List.of(IMAGE), scores("a"), scores("b")))
        .hasMessageContaining("expected a classifier");
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
