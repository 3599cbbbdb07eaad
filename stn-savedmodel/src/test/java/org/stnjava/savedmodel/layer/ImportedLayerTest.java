package org.stnjava.savedmodel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.Mode;
import org.stnjava.models.layer.Weight;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.SharedModels;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.Tuning;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

class ImportedLayerTest {

  private static final Path DIGITS = Path.of("../saved_models/mnist-rts-affine/1");
  private static final String MOBILE_NET = "teachable_machine_mobilenet035";

  private static ImportedLayer layer(String fixture, String output) {
    return layer(Fixture.folder(fixture), output);
  }

  private static ImportedLayer layer(Path folder, String output) {
    try (LoadedModel model = LoadedModel.open(folder)) {
      String input = model.signature("serving_default").inputs().get(0).name();
      return ImportedLayer.of(model, input, output);
    }
  }

  private static float[] called(Path folder, String output, TFloat32 images) {
    try (LoadedModel model = LoadedModel.open(folder)) {
      String input = model.signature("serving_default").inputs().get(0).name();
      try (Result result = model.call("serving_default", Map.of(input, images))) {
        return LayerGraph.floats(result.get(output).orElseThrow());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "batch_norm, logits",
    "conv3d, output_0",
    "keras3_functional, logits",
    "keras3_functional, theta",
    "keras3_lstm, output_0",
    "keras3_module, logits",
    "keras3_sequential, output_0",
    "keras3_subclassed, logits",
    "keras_batch_norm, output_0",
    "keras_stn, output_0",
    "lstm, output_0",
    "nested, probabilities",
    "parallel, logits",
    "projective, logits",
    "signatures, logits",
    "spline, theta",
    "tf1_optional, logits"
  })
  void givesWhatTheLoadedModelGives(String fixture, String output) {
    try (TFloat32 images = LayerGraph.images(0, 4, 6, 8, 1);
        LayerGraph net = LayerGraph.inference(layer(fixture, output), -1, 6, 8, 1)) {
      assertThat(net.compute(images))
          .containsExactly(called(Fixture.folder(fixture), output, images), within(1e-6f));
    }
  }

  @Test
  void givesWhatAModelWithATransformerGives() {
    try (TFloat32 images = LayerGraph.images(0, 2, 42, 42, 1);
        LayerGraph net = LayerGraph.inference(layer(DIGITS, "logits"), -1, 42, 42, 1)) {
      assertThat(net.compute(images))
          .containsExactly(called(DIGITS, "logits", images), within(1e-5f));
    }
  }

  @Test
  void namesItsWeightsBehindTheScopeAndTheLayer() {
    ImportedLayer layer = layer("keras3_sequential", "output_0").withName("body");
    try (LayerGraph net = LayerGraph.inference(layer, -1, 6, 8, 1)) {
      assertThat(net.weights.trainable())
          .extracting(Weight::name)
          .isEqualTo(layer.weights().stream().map(name -> "net/body/" + name).toList());
    }
  }

  @Test
  void hasItsWeightsOnceWhenItIsAppliedTwice() {
    ImportedLayer once = layer("keras3_sequential", "output_0");
    Layer twice =
        (tf, scope, x) ->
            tf.concat(List.of(once.apply(tf, scope, x), once.apply(tf, scope, x)), tf.constant(0));
    try (TFloat32 images = LayerGraph.images(3, 4, 6, 8, 1);
        LayerGraph one = LayerGraph.inference(once, -1, 6, 8, 1);
        LayerGraph two = LayerGraph.inference(twice, -1, 6, 8, 1)) {
      Map<String, float[]> single = one.gradients(images);
      Map<String, float[]> both = two.gradients(images);

      assertThat(two.weights.all()).hasSameSizeAs(one.weights.all());
      assertThat(both.keySet()).isEqualTo(single.keySet());
      single.forEach(
          (name, values) -> {
            float[] sum = new float[values.length];
            for (int i = 0; i < sum.length; i++) {
              sum[i] = 2 * values[i];
            }
            assertThat(both.get(name)).as(name).containsExactly(sum, within(1e-4f));
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras3_sequential", "keras_batch_norm", "batch_norm"})
  void hasTheGradientsOfCentralDifferences(String fixture) {
    String output = fixture.equals("batch_norm") ? "logits" : "output_0";
    float h = 1e-2f;
    try (TFloat32 images = LayerGraph.images(5, 2, 6, 8, 1);
        LayerGraph net = LayerGraph.inference(layer(fixture, output), -1, 6, 8, 1)) {
      Map<String, float[]> gradients = net.gradients(images);
      Map<String, float[]> values = net.weights.read(net.session);

      for (Weight weight : net.weights.trainable()) {
        float[] changed = Objects.requireNonNull(values.get(weight.name()));
        float first = changed[0];
        changed[0] = first + h;
        net.weights.write(net.session, values);
        double more = squares(net.compute(images));
        changed[0] = first - h;
        net.weights.write(net.session, values);
        double less = squares(net.compute(images));
        changed[0] = first;
        double expected = (more - less) / (2 * h);
        assertThat((double) Objects.requireNonNull(gradients.get(weight.name()))[0])
            .as(weight.name())
            .isCloseTo(expected, within(2e-2 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @Test
  void freezesByNameAsState() {
    ImportedLayer all = layer("keras3_sequential", "output_0");
    String first = all.weights().get(0);

    assertThat(all.withFrozen("^" + first + "$").weights())
        .isEqualTo(all.weights().subList(1, all.weights().size()));
    assertThat(all.withTrained("^" + first + "$").weights()).containsExactly(first);
    assertThatThrownBy(() -> all.withFrozen("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "frozen: expected an expression that finds some of %s but 'nothing' finds none"
                .formatted(all.weights()));
  }

  @Test
  void movesTheAveragesOfBatchNormInTrainingFormOnly() {
    ImportedLayer layer = layer("batch_norm", "logits");
    try (TFloat32 images = LayerGraph.images(7, 4, 6, 8, 1);
        LayerGraph kept = LayerGraph.training(layer, -1, 6, 8, 1);
        LayerGraph moved = LayerGraph.training(layer.withBatchNorm(Mode.TRAINING), -1, 6, 8, 1);
        LayerGraph inference =
            LayerGraph.inference(layer.withBatchNorm(Mode.TRAINING), -1, 6, 8, 1)) {
      float[] before = inference.compute(images);
      Map<String, float[]> first = moved.weights.read(moved.session);

      assertThat(kept.weights.hasStepOperations()).isFalse();
      assertThat(kept.compute(images)).containsExactly(before, within(1e-6f));
      moved.step(images);
      Map<String, float[]> after = moved.weights.read(moved.session);
      assertThat(after.keySet()).isEqualTo(first.keySet());
      for (Weight weight : moved.weights.all()) {
        boolean isAverage = weight.name().contains("moving");
        assertThat(Arrays.equals(first.get(weight.name()), after.get(weight.name())))
            .as(weight.name())
            .isEqualTo(!isAverage);
        assertThat(weight.trainable()).as(weight.name()).isEqualTo(!isAverage);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "inputs, flatten_1, 12",
    "inputs, StatefulPartitionedCall/StatefulPartitionedCall/sequential_1/flatten_1/Reshape, 12",
    "flatten_1/Reshape, logits_1/BiasAdd:0, 3",
    "flatten_1, output_0, 3"
  })
  void takesTensorsWithin(String input, String output, int features) {
    try (LoadedModel model = LoadedModel.open(Fixture.folder("keras3_sequential"))) {
      assertThat(ImportedLayer.of(model, input, output).outputShape().asArray())
          .containsExactly(-1, features);
    }
  }

  @Test
  void listsTensorsWhereThereIsNoneOfAName() {
    try (LoadedModel model = LoadedModel.open(Fixture.folder("tf1_optional"))) {
      assertThatThrownBy(() -> ImportedLayer.of(model, "image", "features"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "output: expected an output of signature serving_default, [logits], or a tensor within, such as the last ones, [shift, keep_prob, Reshape, mul, MatMul, logits], but got 'features'");
    }
  }

  @Test
  void refusesAnInputThatTheOutputDoesNotDependOn() {
    try (LoadedModel model = LoadedModel.open(Fixture.folder("keras3_sequential"))) {
      assertThatThrownBy(() -> ImportedLayer.of(model, "logits_1/BiasAdd", "flatten_1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "input: expected a tensor that StatefulPartitionedCall/StatefulPartitionedCall/sequential_1/flatten_1/Reshape depends on but got StatefulPartitionedCall/StatefulPartitionedCall/sequential_1/logits_1/BiasAdd");
    }
  }

  @Test
  void refusesAnInputOfAnotherSizeWhereSizesAreWithinTheModel() {
    ImportedLayer layer = layer("keras3_sequential", "output_0");

    assertThatThrownBy(() -> LayerGraph.inference(layer, -1, 7, 9, 1).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "x: expected [-1, 6, 8, 1], as sizes within the model depend on it, but got [-1, 7, 9, 1]: "
                + "StatefulPartitionedCall/StatefulPartitionedCall/sequential_1/flatten_1/Reshape: "
                + "Cannot reshape a tensor with 72 elements to shape [3,12] (36 elements)");
    assertThatThrownBy(() -> LayerGraph.inference(layer, -1, 48).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "x: expected [-1, 6, 8, 1], as sizes within the model depend on it, but got [-1, 48]: of another rank");
  }

  @Test
  void refusesAModelWhosePlaceholderHasNoValue() {
    try (LoadedModel model = LoadedModel.open(Fixture.folder("tf1_builder"))) {
      assertThatThrownBy(() -> ImportedLayer.of(model, "image", "logits"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "constants: expected a value for the placeholder keep_prob (float32 []), which signature serving_default needs without naming it, but got none");
    }
  }

  @Test
  void refusesLoopsThatStay() {
    try (LoadedModel model = LoadedModel.open(Fixture.folder("strings"))) {
      assertThatThrownBy(() -> ImportedLayer.of(model, "png", "logits"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "output: expected branches and loops that are decided without the input but it needs StatefulPartitionedCall_1/StatefulPartitionedCall/PartitionedCall/map/while (StatelessWhile)");
    }
  }

  @Test
  void takesAPlaceholderWithAValue() {
    try (LoadedModel model = LoadedModel.open(Fixture.folder("tf1_builder"));
        TFloat32 keep = TFloat32.scalarOf(1)) {
      Tuning tuning = Tuning.of("serving_default").with("keep_prob", keep);

      assertThat(ImportedLayer.of(model, tuning, "image", "logits").outputShape().asArray())
          .containsExactly(-1, 3);
    }
  }

  @Test
  void givesTheFeaturesOfAMobileNetForAnySize() {
    Path folder = SharedModels.folder(MOBILE_NET);
    ImportedLayer whole = mobileNet(folder, "sequential_7");
    ImportedLayer features = mobileNet(folder, "global_average_pooling2d_GlobalAveragePooling2D2");
    try (TFloat32 images = LayerGraph.images(1, 2, 224, 224, 3);
        LayerGraph net = LayerGraph.inference(whole, -1, 224, 224, 3);
        LayerGraph small = LayerGraph.inference(features, -1, 96, 128, 3)) {
      assertThat(small.y.shape().asArray()).containsExactly(-1, 1280);
      assertThat(net.compute(images))
          .containsExactly(called(folder, "sequential_7", images), within(1e-6f));
    }
  }

  private static ImportedLayer mobileNet(Path folder, String output) {
    try (LoadedModel model = LoadedModel.open(folder)) {
      return ImportedLayer.of(model, "sequential_5_input", output);
    }
  }

  private static double squares(float... values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }
}
