package org.stnjava.train.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.train.optimize.OptimizerConfig;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

class FineTunerTest {

  private static final int STEPS = 5;
  private static final float TOLERANCE = 1e-4f;

  @TempDir Path folder;

  /** The tensors of a fixture's trained signature: some are fed, the scalars are constants. */
  private record Case(Fixture fixture, Map<String, Tensor> fed, Map<String, Tensor> constants)
      implements AutoCloseable {

    static Case of(String name) {
      Fixture fixture = Fixture.of(name);
      Map<String, Tensor> fed = new LinkedHashMap<>();
      Map<String, Tensor> constants = new LinkedHashMap<>(fixture.feeds());
      fixture
          .inputs(fixture.signature())
          .forEach((key, tensor) -> (tensor.rank() == 0 ? constants : fed).put(key, tensor));
      return new Case(fixture, fed, constants);
    }

    Tuning tuning() {
      Tuning tuning = Tuning.of(fixture.signature());
      for (Map.Entry<String, Tensor> constant : constants.entrySet()) {
        tuning = tuning.with(constant.getKey(), constant.getValue());
      }
      return tuning;
    }

    FineTuneConfig config() {
      return FineTuneConfig.of(OptimizerConfig.sgd(0), fixture.training().get("rate").asDouble())
          .withLogits(fixture.training().get("logits").asText());
    }

    List<Float> steps(FineTuner tuner) {
      List<Float> losses = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        losses.add(tuner.step(fed, fixture.labels()));
      }
      return losses;
    }

    /** The logits of the model in a folder. */
    float[] logits(Path folder) {
      Map<String, Tensor> inputs = new LinkedHashMap<>(fixture.inputs(fixture.signature()));
      Map<String, Tensor> feeds = fixture.feeds();
      try (LoadedModel model = LoadedModel.open(folder);
          Result result = model.call(fixture.signature(), inputs, feeds)) {
        return numbers(
            (TFloat32) result.get(fixture.training().get("logits").asText()).orElseThrow());
      } finally {
        inputs.values().forEach(Tensor::close);
        feeds.values().forEach(Tensor::close);
      }
    }

    @Override
    public void close() {
      fed.values().forEach(Tensor::close);
      constants.values().forEach(Tensor::close);
    }
  }

  private static float[] numbers(TFloat32 tensor) {
    float[] numbers = new float[(int) tensor.size()];
    int next = 0;
    for (var scalar : tensor.scalars()) {
      numbers[next++] = scalar.getFloat();
    }
    return numbers;
  }

  private static void mustBe(List<Float> losses, JsonNode expected) {
    assertThat(losses).hasSameSizeAs(expected);
    for (int i = 0; i < losses.size(); i++) {
      assertThat(losses.get(i))
          .as("loss of step " + (i + 1))
          .isCloseTo((float) expected.get(i).asDouble(), within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @MethodSource("org.stnjava.savedmodel.Fixture#names")
  void hasTheLossesOfPythonAndSavesWhatItTrained(String name) {
    Path tuned = folder.resolve("tuned");
    try (Case given = Case.of(name)) {
      try (LoadedModel model = LoadedModel.open(given.fixture().folder());
          FineTuner tuner = FineTuner.of(model, given.tuning(), given.config(), 0)) {
        mustBe(given.steps(tuner), given.fixture().training().get("losses"));
        tuner.save(tuned);
      }

      assertThat(given.logits(tuned))
          .containsExactly(
              Fixture.floats(given.fixture().training().get("tuned_logits")), within(TOLERANCE));
      assertThat(tuned.resolve("fingerprint.pb")).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_norm", "keras_batch_norm"})
  void trainsBatchNormAsPythonDoes(String name) {
    try (Case given = Case.of(name);
        LoadedModel model = LoadedModel.open(given.fixture().folder());
        FineTuner tuner = FineTuner.of(model, given.tuning().training(), given.config(), 0)) {
      JsonNode expected = given.fixture().expected().get("training_mode");

      mustBe(given.steps(tuner), expected.get("losses"));

      Map<String, float[]> weights = tuner.weights();
      expected
          .get("moving")
          .properties()
          .forEach(
              moving ->
                  assertThat(weights.get(moving.getKey()))
                      .containsExactly(Fixture.floats(moving.getValue()), within(TOLERANCE)));
    }
  }

  @Test
  void trainsTheSameBitsTwice() {
    List<List<Float>> losses = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (Case given = Case.of("parallel");
          LoadedModel model = LoadedModel.open(given.fixture().folder());
          FineTuner tuner = FineTuner.of(model, given.tuning(), given.config(), 0)) {
        losses.add(given.steps(tuner));
      }
    }

    assertThat(losses.get(1)).isEqualTo(losses.get(0));
  }

  @Test
  void trainsOnlyATransformerInFrontAndSavesIt() {
    Path tuned = folder.resolve("tuned");
    SpatialTransformer transformer =
        new SpatialTransformer(
            "front_st",
            LocalizationNets.fullyConnected(),
            GridGenerator.of(new Affine(), 6, 8),
            Sampler.bilinear());
    float[] before;
    try (Case given = Case.of("nested")) {
      FineTuneConfig config = given.config().withSelection(Selection.of("^front_st/"));
      try (LoadedModel model = LoadedModel.open(given.fixture().folder());
          FineTuner tuner =
              FineTuner.of(model, given.tuning().behind("image", transformer), config, 3)) {
        assertThat(tuner.trained()).isNotEmpty().allMatch(name -> name.startsWith("front_st/"));
        List<Float> losses = given.steps(tuner);
        assertThat(losses.get(STEPS - 1)).isLessThan(losses.get(0));
        try (Result logits = tuner.logits(given.fed())) {
          before = numbers((TFloat32) logits.get(0));
        }
        tuner.save(tuned);
      }

      assertThat(given.logits(tuned)).containsExactly(before, within(1e-5f));
      try (LoadedModel model = LoadedModel.open(tuned);
          Result warp = model.call("warp", given.fed())) {
        assertThat(warp.get("warped").orElseThrow().shape().asArray()).containsExactly(4, 6, 8, 1);
      }
    }
  }

  @Test
  void trainsANewHead() {
    Path tuned = folder.resolve("tuned");
    try (Case given = Case.of("keras_stn");
        LoadedModel model = LoadedModel.open(given.fixture().folder());
        FineTuner tuner =
            FineTuner.of(
                model,
                given.tuning().withHead("classes", "output_0", Layers.dense("more", 5)),
                given.config().withLogits("classes"),
                3)) {
      List<Float> losses = given.steps(tuner);
      tuner.save(tuned);

      assertThat(losses.get(STEPS - 1)).isLessThan(losses.get(0));
      try (LoadedModel again = LoadedModel.open(tuned);
          Result result = again.call("serving_default", given.fed());
          Result expected = tuner.logits(given.fed())) {
        assertThat(numbers((TFloat32) result.get("classes").orElseThrow()))
            .containsExactly(numbers((TFloat32) expected.get(0)), within(1e-5f));
        assertThat(result.get("output_0")).isPresent();
      }
    }
  }

  @Test
  void refusesAHeadThatIsCalledAsWhatIsThere() {
    try (Case given = Case.of("nested");
        LoadedModel model = LoadedModel.open(given.fixture().folder())) {
      Tuning tuning = given.tuning().withHead("classes", "logits", Layers.dense("classifier", 5));

      assertThatThrownBy(() -> FineTuner.of(model, tuning, given.config(), 0).close())
          .hasMessageStartingWith(
              "name: expected another one for what is added, as the model has a variable"
                  + " classifier/");
    }
  }

  @Test
  void refusesALoopThatTheInputDecides() {
    try (Case given = Case.of("control_flow");
        LoadedModel model = LoadedModel.open(given.fixture().folder())) {
      assertThatThrownBy(() -> FineTuner.of(model, Tuning.of("decide"), given.config(), 0).close())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "gradient: expected a way that can be differentiated but it goes through ")
          .hasMessageContaining("its branch is chosen by ")
          .hasMessageEndingWith("which is not known before the model runs");
    }
  }

  @Test
  void refusesToOverwrite() {
    try (Case given = Case.of("nested");
        LoadedModel model = LoadedModel.open(given.fixture().folder());
        FineTuner tuner = FineTuner.of(model, given.tuning(), given.config(), 0)) {
      assertThatThrownBy(() -> tuner.save(folder))
          .hasMessage("out: " + folder + ": expected a new folder but it exists");
      assertThat(folder).isEmptyDirectory();
      assertThat(Files.exists(folder)).isTrue();
    }
  }
}
