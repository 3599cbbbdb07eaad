package org.stnjava.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.ModelDescription.Signature;
import org.stnjava.savedmodel.ModelDescription.Tensor;

class ClassScoresTest {

  private static Tensor floats(String name, Long... shape) {
    return new Tensor(name, name + ":0", "float32", List.of(shape));
  }

  private static Optional<String> scores(Tensor... outputs) {
    return ClassScores.of(
            new Signature("any", "", List.of(), List.of(outputs), Map.of(), List.of()))
        .map(Tensor::name);
  }

  @Test
  void areTheLogitsBeforeTheProbabilities() {
    assertThat(scores(floats("probabilities", -1L, 3L), floats("logits", -1L, 3L)))
        .contains("logits");
    assertThat(scores(floats("other", -1L, 3L), floats("probabilities", -1L, 3L)))
        .contains("probabilities");
  }

  @Test
  void areTheLogitsOfSeveralLabels() {
    assertThat(scores(floats("logits", -1L, 2L, 7L), floats("probabilities", -1L, 2L, 7L)))
        .contains("logits");
  }

  @Test
  void areTheOneOutputOfThatShapeWhateverItsName() {
    assertThat(scores(floats("output_0", -1L, 3L), floats("map", -1L, 5L, 7L, 1L)))
        .contains("output_0");
    assertThat(scores(floats("output_0", -1L, 3L), floats("output_1", -1L, 4L))).isEmpty();
  }

  @Test
  void areNoneOfUnknownSizesOrOtherTypes() {
    assertThat(scores(floats("logits", -1L, -1L))).isEmpty();
    assertThat(scores(new Tensor("logits", "logits:0", "int64", List.of(-1L, 3L)))).isEmpty();
    assertThat(scores(new Tensor("logits", "logits:0", "float32", null))).isEmpty();
  }
}
