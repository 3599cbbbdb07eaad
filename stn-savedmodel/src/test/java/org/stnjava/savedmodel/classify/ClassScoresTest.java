package org.stnjava.savedmodel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;

class ClassScoresTest {

  private static TensorDescription floats(String name, Long... shape) {
    return new TensorDescription(name, name + ":0", "float32", List.of(shape));
  }

  private static Optional<String> scores(TensorDescription... outputs) {
    return ClassScores.of(
            new SignatureDescription("any", "", List.of(), List.of(outputs), Map.of(), List.of()))
        .map(TensorDescription::name);
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
    assertThat(scores(new TensorDescription("logits", "logits:0", "int64", List.of(-1L, 3L))))
        .isEmpty();
    assertThat(scores(new TensorDescription("logits", "logits:0", "float32", null))).isEmpty();
  }
}
