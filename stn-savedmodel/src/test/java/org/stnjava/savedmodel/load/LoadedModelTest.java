package org.stnjava.savedmodel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.Examples;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.SharedModels;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.testing.Value;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.Shaped;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Calls models from Python, where they are at hand. */
class LoadedModelTest {

  private static float scalar(
      LoadedModel model, String signature, Map<String, ? extends Shaped> inputs) {
    return floats(model, signature, inputs)[0];
  }

  private static float[] floats(
      LoadedModel model, String signature, Map<String, ? extends Shaped> inputs) {
    try (Result result = model.call(signature, inputs)) {
      TFloat32 output = (TFloat32) result.get(0);
      float[] values = new float[(int) output.shape().size()];
      int next = 0;
      for (var element : output.scalars()) {
        values[next++] = element.getFloat();
      }
      return values;
    }
  }

  @Test
  void callsEverySignatureOfAServingModel() {
    try (LoadedModel model =
        LoadedModel.open(SharedModels.folder("serving_half_plus_two_tf2_cpu/00000123"))) {
      assertThat(scalar(model, "serving_default", Map.of("x", NdArrays.vectorOf(3f))))
          .isEqualTo(3.5f);
      assertThat(scalar(model, "regress_x2_to_y3", Map.of("inputs", NdArrays.vectorOf(2f))))
          .isEqualTo(4f);
    }
  }

  @Test
  void parsesExamplesThatAreGivenAsBytes() {
    byte[] example = Examples.of("x", 3);
    Path folder = SharedModels.folder("serving_half_plus_two_2_versions/00000124");

    try (LoadedModel model = LoadedModel.open(folder)) {
      float[] y =
          floats(
              model,
              "regress_x_to_y",
              Map.of("inputs", NdArrays.vectorOfObjects(example, Examples.of("x", -1))));

      assertThat(y).containsExactly(3.5f, 1.5f);
    }
  }

  @Test
  void takesBatchesOfAnySize() {
    Path folder = SharedModels.folder("serving_half_plus_two_2_versions/00000123");

    try (LoadedModel model = LoadedModel.open(folder);
        TFloat32 x = TFloat32.tensorOf(Shape.of(3, 1), data -> data.setFloat(8, 2, 0))) {
      assertThat(floats(model, "serving_default", Map.of("x", x))[2]).isEqualTo(6f);
    }
  }

  @Test
  void keepsTheStateOfACounter() {
    try (LoadedModel model = LoadedModel.open(SharedModels.folder("serving_counter/00000123"))) {
      assertThat(scalar(model, "incr_counter", Map.of())).isEqualTo(1);
      assertThat(scalar(model, "incr_counter_by", Map.of("delta", NdArrays.scalarOf(2.5f))))
          .isEqualTo(3.5f);
      assertThat(scalar(model, "get_counter", Map.of())).isEqualTo(3.5f);
      assertThat(scalar(model, "reset_counter", Map.of())).isZero();
    }
  }

  @Test
  void trainsByTheSignatureThatTrains() {
    float[] x = new float[8];
    float[] y = new float[8];
    for (int i = 0; i < 8; i++) {
      x[i] = i / 7f;
      y[i] = 0.1f * x[i] + 0.3f;
    }
    List<Float> losses = new ArrayList<>();

    try (LoadedModel model = LoadedModel.open(SharedModels.folder("rust_regression_savedmodel"))) {
      for (int step = 0; step < 5; step++) {
        losses.add(
            scalar(model, "train", Map.of("x", NdArrays.vectorOf(x), "y", NdArrays.vectorOf(y))));
      }
    }

    float[] expected = {0.06260f, 0.00823f, 0.00360f, 0.00277f, 0.00231f};
    for (int step = 0; step < 5; step++) {
      assertThat(losses.get(step)).isCloseTo(expected[step], within(1e-5f));
    }
  }

  @Test
  void addsBySomeoneElsesTestModel() {
    try (LoadedModel model =
        LoadedModel.open(SharedModels.folder("tfjava_saved_model_using_python/model"))) {
      assertThat(
              floats(
                  model,
                  "add",
                  Map.of("a", NdArrays.vectorOf(1f, 2f), "b", NdArrays.vectorOf(10f, 20f))))
          .containsExactly(11, 22);
    }
  }

  @Test
  void saysWhichInputIsOfAnotherShape() {
    try (LoadedModel model = LoadedModel.open(SharedModels.folder("keras3_stn_mnist"));
        Tensor image = TFloat32.tensorOf(Shape.of(2, 28, 29, 1))) {
      assertThatThrownBy(() -> model.call("serving_default", Map.of("image", image)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("image: expected float32 [-1, 28, 28, 1] but got float32 [2, 28, 29, 1]");
    }
  }

  @Test
  void saysWhichInputIsOfAnotherType() {
    try (LoadedModel model = LoadedModel.open(SharedModels.folder("keras3_stn_mnist"));
        Tensor image = TInt32.tensorOf(Shape.of(2, 28, 28, 1))) {
      assertThatThrownBy(() -> model.call("serving_default", Map.of("image", image)))
          .hasMessage("image: expected float32 [-1, 28, 28, 1] but got int32 [2, 28, 28, 1]");
    }
  }

  @Test
  void saysWhichInputsThereAre() {
    try (LoadedModel model =
        LoadedModel.open(SharedModels.folder("tfjava_saved_model_using_python/model"))) {
      assertThatThrownBy(() -> model.call("add", Map.of("a", NdArrays.scalarOf(1f))))
          .hasMessage(
              "input: expected b (float32 of any shape), which signature add takes, but got none");
      assertThatThrownBy(() -> model.call("add", Map.of("c", NdArrays.scalarOf(1f))))
          .hasMessage("input: expected a name of signature add, one of [a, b], but got 'c'");
      assertThatThrownBy(() -> model.call("sub", Map.of()))
          .hasMessage(
              "signature: expected one of [add, get_const_matrix, get_const_scalar,"
                  + " get_const_vector, get_variable] but got 'sub'");
    }
  }

  @Test
  void givesTheSameInTheCallersThread() {
    Fixture fixture = Fixture.of("control_flow");
    Map<String, Tensor> inputs = fixture.inputs("serving_default");

    try (LoadedModel shared = LoadedModel.open(fixture.folder());
        LoadedModel alone = LoadedModel.open(fixture.folder(), Set.of("serve"), 1);
        Result expected = shared.call("serving_default", inputs);
        Result result = alone.call("serving_default", inputs)) {
      assertThat(Value.copyOf(result.get(0)).data())
          .isEqualTo(Value.copyOf(expected.get(0)).data());
    }
    inputs.values().forEach(Tensor::close);
  }

  @Test
  void refusesToRunInNoThread() {
    Path folder = Fixture.of("nested").folder();

    assertThatThrownBy(() -> LoadedModel.open(folder, Set.of("serve"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: expected at least 1 but got 0");
  }

  @Test
  void takesTheDefaultOfAnInputThatIsLeftOut() {
    Fixture fixture = Fixture.of("tf1_optional");
    Map<String, Tensor> image = fixture.inputs("serving_default");

    try (LoadedModel model = LoadedModel.open(fixture.folder());
        TFloat32 half = TFloat32.scalarOf(0.5f);
        Result byDefault = model.call("serving_default", image);
        Result given =
            model.call("serving_default", Map.of("image", image.get("image"), "keep_prob", half))) {
      SignatureDescription signature = model.signature("serving_default");
      assertThat(signature.defaults())
          .containsExactly(Map.entry("keep_prob", "0.75"), Map.entry("shift", "float32 [3]"));
      assertThat(signature.requiredInputs())
          .extracting(TensorDescription::name)
          .containsExactly("image");
      assertThat(given.get(0)).isNotEqualTo(byDefault.get(0));
    } finally {
      image.values().forEach(Tensor::close);
    }
  }

  @Test
  void stillWantsInputsWithoutADefault() {
    try (LoadedModel model = LoadedModel.open(Fixture.of("tf1_optional").folder())) {
      assertThatThrownBy(() -> model.call("serving_default", Map.of()))
          .hasMessage(
              "input: expected image (float32 [-1, 6, 8, 1]), which signature serving_default takes, but got none");
    }
  }
}
