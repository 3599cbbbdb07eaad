package org.stnjava.savedmodel.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A model of TensorFlow 1 without signatures. */
class TensorSignatureTest {

  private static final String MINE = "mine";

  @TempDir Path temp;

  private LoadedModel open() {
    return LoadedModel.open(
        ModelFolder.copy(
            Fixture.of("tf1_builder").folder(),
            temp.resolve("bare"),
            model -> model.getMetaGraphsBuilder(0).clearSignatureDef()));
  }

  private static Map<String, Tensor> values() {
    Fixture fixture = Fixture.of("tf1_builder");
    return Map.of(
        "image",
        fixture.inputs("serving_default").get("image"),
        "keep_prob:0",
        fixture.feeds().get("keep_prob"));
  }

  @Test
  void givesWhatASignatureGives() {
    Fixture fixture = Fixture.of("tf1_builder");

    try (LoadedModel model = open();
        LoadedModel named =
            model.withSignature(MINE, List.of("image", "keep_prob:0"), List.of("logits"));
        Result result = named.call(MINE, values())) {
      float[] expected =
          Fixture.floats(fixture.expected().at("/signatures/serving_default/outputs/logits"));
      TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
      assertThat(model.signatures()).isEmpty();
      assertThat(named.signature(MINE).output("logits").typeAndShape())
          .isEqualTo("float32 [-1, 3]");
      int next = 0;
      for (var value : logits.scalars()) {
        assertThat(value.getFloat()).isEqualTo(expected[next], offset(1e-5f));
        next++;
      }
      assertThat(next).isEqualTo(expected.length);
    }
  }

  @Test
  void hasGradientsAndVariablesToTrain() {
    try (LoadedModel model = open();
        LoadedModel named =
            model.withSignature(MINE, List.of("image", "keep_prob:0"), List.of("logits"));
        TFloat32 ones =
            TFloat32.tensorOf(Shape.of(4, 3), data -> data.scalars().forEach(s -> s.setFloat(1)));
        TunableModel tunable = TunableModel.open(named, Tuning.of(MINE), 0)) {
      List<Optional<Tensor>> gradients =
          new SignatureGradient(MINE, values(), Map.of())
              .compute(named, new SignatureGradient.Weighted("logits", ones), List.of("image"));

      assertThat(gradients.get(0).orElseThrow().shape().asArray()).containsExactly(4, 6, 8, 1);
      assertThat(tunable.weights().all()).hasSize(3);
    }
  }

  @Test
  void takesThePlaceholdersThatOutputsNeedWhereNoneAreNamed() {
    try (LoadedModel model = open();
        LoadedModel named = model.withSignature(MINE, List.of(), List.of("logits:0"))) {
      SignatureDescription signature = named.signature(MINE);
      assertThat(signature.inputs())
          .extracting(TensorDescription::name)
          .containsExactly("image", "keep_prob");
      assertThat(signature.feeds()).isEmpty();
    }
  }

  @Test
  void refusesTensorsThatAreNotThere() {
    try (LoadedModel model = open()) {
      assertThatThrownBy(() -> model.withSignature(MINE, List.of(), List.of("logit")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "output: expected a tensor of the graph, NODE or NODE:INDEX, such as Identity, logits, but there is no 'logit'");
      assertThatThrownBy(() -> model.withSignature(MINE, List.of("images"), List.of("logits")))
          .hasMessage(
              "input: expected a tensor of the graph, NODE or NODE:INDEX, such as image, keep_prob, but there is no 'images'");
      assertThatThrownBy(() -> model.withSignature(MINE, List.of(), List.of("logits:1")))
          .hasMessageEndingWith("but there is no 'logits:1'");
      assertThatThrownBy(() -> model.withSignature(MINE, List.of(), List.of("logits:x")))
          .hasMessage("output: expected NODE or NODE:INDEX but got 'logits:x'");
      assertThatThrownBy(() -> model.withSignature(MINE, List.of(), List.of("logits", "logits")))
          .hasMessage("output: expected each name once but got 'logits' several times");
      assertThatThrownBy(() -> model.withSignature(MINE, List.of(), List.of()))
          .hasMessage(
              "output: expected the name of a tensor, as the model has no signature, such as Identity, logits, but got none");
    }
  }

  @Test
  void refusesTheNameOfASignatureThatIsThere() {
    try (LoadedModel model = LoadedModel.open(Fixture.of("tf1_builder").folder())) {
      assertThatThrownBy(() -> model.withSignature("step", List.of("image"), List.of("logits")))
          .hasMessage(
              "name: expected the name of a new signature but the model has one called step");
    }
  }

  @Test
  void givesATensorUnderTwoNamesAndOneThatIsFed() {
    try (LoadedModel model = open();
        LoadedModel named =
            model.withSignature(
                MINE, List.of("image", "keep_prob:0"), List.of("logits", "logits:0", "keep_prob"));
        Result result = named.call(MINE, values())) {
      assertThat(result.get("logits:0").orElseThrow())
          .isEqualTo(result.get("logits").orElseThrow());
      assertThat(((TFloat32) result.get("keep_prob").orElseThrow()).getFloat()).isEqualTo(0.8f);
    }
  }
}
