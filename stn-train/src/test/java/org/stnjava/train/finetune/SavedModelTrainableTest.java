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
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyValues;
import org.stnjava.data.set.Dataset;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.StripModel;
import org.stnjava.savedmodel.classify.PixelScaling;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.graph.Trainable;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingData;
import org.stnjava.train.loop.TrainingJob;
import org.stnjava.train.loop.TrainingResult;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.objective.Objective;
import org.stnjava.train.objective.Targets;
import org.stnjava.train.objective.TensorSpec;
import org.stnjava.train.optimize.Clipping;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;
import org.stnjava.train.optimize.Updates;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SavedModelTrainableTest {

  private static final int STEPS = 5;
  private static final float TOLERANCE = 1e-4f;

  @TempDir Path folder;

  /** A fixture's trained signature: arrays with a row for each label are fed, others constant. */
  private record Case(Fixture fixture, Batch batch, Map<String, Tensor> constants)
      implements AutoCloseable {

    static Case of(String name) {
      Fixture fixture = Fixture.of(name);
      Map<String, NpyValues> fed = new LinkedHashMap<>();
      Map<String, Tensor> constants = new LinkedHashMap<>(fixture.feeds());
      fixture
          .inputs(fixture.signature())
          .forEach(
              (key, tensor) -> {
                if (tensor.rank() == 0 || tensor.shape().get(0) != fixture.labels().length) {
                  constants.put(key, tensor);
                } else {
                  fed.put(key, NpyTensors.values(tensor));
                  tensor.close();
                }
              });
      NpyArray labels = NpyArray.of(fixture.labels(), fixture.labels().length);
      return new Case(fixture, new Batch(fed, Map.of(TensorSpec.LABELS, labels)), constants);
    }

    double rate() {
      return fixture.training().get("rate").asDouble();
    }

    Tuning tuning() {
      Tuning tuning = Tuning.of(fixture.signature());
      for (Map.Entry<String, Tensor> constant : constants.entrySet()) {
        tuning = tuning.with(constant.getKey(), constant.getValue());
      }
      return tuning;
    }

    TuningOptions options() {
      return TuningOptions.all()
          .withLogits(fixture.training().get("logits").asText())
          .withOptionalInputs(batch.inputs().keySet());
    }

    TrainingGraph graph(Trainable trainable, long seed) {
      RateConfig rates = RateConfig.of(rate(), Schedule.CONSTANT).withLocalizationRate(1);
      return new TrainingGraph(
          trainable, new Updates(OptimizerConfig.sgd(0).make(), rates, Clipping.NONE), seed);
    }

    List<Float> steps(TrainingGraph graph) {
      List<Float> losses = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        losses.add(graph.step(batch, rate(), i + 1L));
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

  private static SavedModelTrainable trainable(Case given, LoadedModel model, Tuning tuning) {
    return SavedModelTrainable.of(model, tuning, given.options());
  }

  @ParameterizedTest
  @MethodSource("org.stnjava.savedmodel.Fixture#names")
  void hasTheLossesOfPythonAndSavesWhatItTrained(String name) {
    Path tuned = folder.resolve("tuned");
    try (Case given = Case.of(name)) {
      try (LoadedModel model = LoadedModel.open(given.fixture().folder())) {
        SavedModelTrainable trainable = trainable(given, model, given.tuning());
        try (TrainingGraph graph = given.graph(trainable, 0)) {
          mustBe(given.steps(graph), given.fixture().training().get("losses"));
          trainable.export(graph.weights(), tuned);
        }
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
        TrainingGraph graph = given.graph(trainable(given, model, given.tuning().training()), 0)) {
      JsonNode expected = given.fixture().expected().get("training_mode");

      mustBe(given.steps(graph), expected.get("losses"));

      Map<String, float[]> weights = graph.weights();
      expected
          .get("moving")
          .properties()
          .forEach(
              moving ->
                  assertThat(weights.get(moving.getKey()))
                      .containsExactly(Fixture.floats(moving.getValue()), within(TOLERANCE)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_norm", "keras_batch_norm"})
  void evaluatesInInferenceFormWhatItTrainsInTrainingForm(String name) {
    Path tuned = folder.resolve("tuned");
    float[] evaluated;
    try (Case given = Case.of(name)) {
      try (LoadedModel model = LoadedModel.open(given.fixture().folder())) {
        SavedModelTrainable trainable = trainable(given, model, given.tuning().training());
        try (TrainingGraph graph = given.graph(trainable, 0)) {
          given.steps(graph);
          evaluated = graph.logits(given.batch());
          trainable.export(graph.weights(), tuned);
        }
      }

      assertThat(given.logits(tuned)).containsExactly(evaluated, within(1e-5f));
    }
  }

  @Test
  void trainsTheSameBitsTwice() {
    List<List<Float>> losses = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (Case given = Case.of("parallel");
          LoadedModel model = LoadedModel.open(given.fixture().folder());
          TrainingGraph graph = given.graph(trainable(given, model, given.tuning()), 0)) {
        losses.add(given.steps(graph));
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
      try (LoadedModel model = LoadedModel.open(given.fixture().folder())) {
        SavedModelTrainable trainable =
            SavedModelTrainable.of(
                model,
                given.tuning().behind("image", transformer),
                given.options().withSelection(Selection.of("^front_st/")));
        try (TrainingGraph graph = given.graph(trainable, 3)) {
          assertThat(graph.trained()).isNotEmpty().allMatch(name -> name.startsWith("front_st/"));
          List<Float> losses = given.steps(graph);
          assertThat(losses.get(STEPS - 1)).isLessThan(losses.get(0));
          before = graph.logits(given.batch());
          trainable.export(graph.weights(), tuned);
        }
      }

      assertThat(given.logits(tuned)).containsExactly(before, within(1e-5f));
      Map<String, Tensor> fed = given.fixture().inputs(given.fixture().signature());
      try (LoadedModel model = LoadedModel.open(tuned);
          Result warp = model.call("warp", fed)) {
        assertThat(warp.get("warped").orElseThrow().shape().asArray()).containsExactly(4, 6, 8, 1);
      } finally {
        fed.values().forEach(Tensor::close);
      }
    }
  }

  @Test
  void trainsANewHead() {
    Path tuned = folder.resolve("tuned");
    try (Case given = Case.of("keras_stn");
        LoadedModel model = LoadedModel.open(given.fixture().folder())) {
      SavedModelTrainable trainable =
          SavedModelTrainable.of(
              model,
              given.tuning().withHead("classes", "output_0", Layers.dense("more", 5)),
              given.options().withLogits("classes"));
      try (TrainingGraph graph = given.graph(trainable, 3)) {
        List<Float> losses = given.steps(graph);
        trainable.export(graph.weights(), tuned);

        assertThat(losses.get(STEPS - 1)).isLessThan(losses.get(0));
        Map<String, Tensor> fed = given.fixture().inputs(given.fixture().signature());
        try (LoadedModel again = LoadedModel.open(tuned);
            Result result = again.call("serving_default", fed)) {
          assertThat(numbers((TFloat32) result.get("classes").orElseThrow()))
              .containsExactly(graph.logits(given.batch()), within(1e-5f));
          assertThat(result.get("output_0")).isPresent();
        } finally {
          fed.values().forEach(Tensor::close);
        }
      }
    }
  }

  /** Multiplies by a weight, and keeps the weight's value after each step's update. */
  private static Operand<TFloat32> gain(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    Weight gain =
        scope.weights().get(scope.prefix() + "gain", Shape.of(1), Initializer.constant(1));
    Weight latest = scope.state("latest", Shape.of(1), Initializer.zeros());
    scope.onStep(now -> latest.update(now, gain.read(now)));
    return tf.math.mul(x, gain.value());
  }

  @Test
  void runsTheStepOperationsOfAHeadAfterTheUpdates() {
    try (Case given = Case.of("keras_stn");
        LoadedModel model = LoadedModel.open(given.fixture().folder());
        TrainingGraph graph =
            given.graph(
                SavedModelTrainable.of(
                    model,
                    given
                        .tuning()
                        .training()
                        .withHead("classes", "output_0", SavedModelTrainableTest::gain),
                    given.options().withLogits("classes")),
                3)) {
      for (int step = 1; step <= STEPS; step++) {
        graph.step(given.batch(), 0.1, step);

        assertThat(graph.weights().get("latest"))
            .isEqualTo(graph.weights().get("gain"))
            .doesNotContain(1f);
      }
    }
  }

  @Test
  void refusesAHeadThatIsCalledAsWhatIsThere() {
    try (Case given = Case.of("nested");
        LoadedModel model = LoadedModel.open(given.fixture().folder())) {
      Tuning tuning = given.tuning().withHead("classes", "logits", Layers.dense("classifier", 5));

      assertThatThrownBy(() -> given.graph(trainable(given, model, tuning), 0).close())
          .hasMessageStartingWith(
              "name: expected another one for what is added, as the model has a variable"
                  + " classifier/");
    }
  }

  @Test
  void refusesALoopThatTheInputDecides() {
    try (Case given = Case.of("control_flow");
        LoadedModel model = LoadedModel.open(given.fixture().folder())) {
      assertThatThrownBy(() -> given.graph(trainable(given, model, Tuning.of("decide")), 0).close())
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
        LoadedModel model = LoadedModel.open(given.fixture().folder())) {
      SavedModelTrainable trainable = trainable(given, model, given.tuning());
      try (TrainingGraph graph = given.graph(trainable, 0)) {
        assertThatThrownBy(() -> trainable.export(graph.weights(), folder))
            .hasMessage("out: " + folder + ": expected a new folder but it exists");
        assertThat(folder).isEmptyDirectory();
        assertThat(Files.exists(folder)).isTrue();
      }
    }
  }

  /** The mean squared error of three values. */
  private record ScoreLoss() implements Objective {
    @Override
    public List<TensorSpec> targets(int labels, OptionalInt classes) {
      return List.of(TensorSpec.floats("scores", Shape.of(-1, 3)));
    }

    @Override
    public Operand<TFloat32> loss(Ops tf, Classification outputs, Targets targets) {
      Operand<TFloat32> wanted = targets.get("scores", TFloat32.class);
      return tf.math.mean(tf.math.squaredDifference(outputs.logits(), wanted), tf.array(0, 1));
    }
  }

  private static Examples strips(int rows) {
    return Examples.of(
        Map.of("image", NpyArray.of(new float[rows * 4 * 6], rows, 4, 6, 1)),
        Map.of("scores", NpyArray.of(new float[rows * 3], rows, 3)));
  }

  @Test
  void evaluatesALossInTheFixedBatchSizeOfTheModelOrSaysWhyNot() {
    Path strips = StripModel.of(1, 4, 4, 6, 1).withBias().write(folder.resolve("strips"));
    TuningOptions options = TuningOptions.all().withObjective(new ScoreLoss());
    try (LoadedModel model = LoadedModel.open(strips);
        TrainingGraph graph =
            new TrainingGraph(
                SavedModelTrainable.of(model, Tuning.of("serving_default"), options),
                new Updates(
                    OptimizerConfig.sgd(0).make(),
                    RateConfig.of(0.1, Schedule.CONSTANT).withLocalizationRate(1),
                    Clipping.NONE),
                0)) {
      // Dark images have a score of −1 in each strip.
      assertThat(graph.evaluate(strips(8)).loss()).isEqualTo(1);
      assertThatThrownBy(() -> graph.evaluate(strips(10)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "expected a multiple of the model's fixed batch size of 4 but got 10 examples; leave"
                  + " some out, or save the model with an open batch size");
      assertThatThrownBy(() -> graph.require(strips(10)))
          .hasMessageStartingWith("expected a multiple of the model's fixed batch size of 4");
    }
  }

  @Test
  void refusesBatchesThatTheSignatureDoesNotTake() {
    try (Case given = Case.of("nested");
        LoadedModel model = LoadedModel.open(given.fixture().folder());
        TrainingGraph graph = given.graph(trainable(given, model, given.tuning()), 0)) {
      NpyArray narrow = NpyArray.of(new float[4 * 6 * 7], 4, 6, 7, 1);
      Batch batch = new Batch(Map.of("image", narrow), given.batch().targets());

      assertThatThrownBy(() -> graph.step(batch, 0.1, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input 'image': expected float32 [N, 6, 8, 1] but got float32 [4, 6, 7, 1]");
    }
  }

  /**
   * A network is trained directly, and from the export of its own initial weights. The export's
   * sampler consists of ordinary operations, whose gradients round otherwise than the compiled ones
   * of the network; later steps multiply the difference.
   */
  @Test
  void trainsAnOwnExportWithTheLossesOfTheNetworkItself() {
    Path exported = folder.resolve("exported");
    Classifier classifier =
        Classifiers.byName(
            "st-cnn",
            ClassifierOptions.of(new ImageShape(28, 28, 1), 10)
                .withPadding(Padding.constant(-0.5f)));
    Dataset digits = Glyphs.dataset(100, 20, 1);
    TrainConfig config =
        TrainConfig.of(
                OptimizerConfig.sgd(0.9),
                RateConfig.of(0.01, Schedule.COSINE).withLocalizationRate(0.1),
                Budget.parse("12 steps"))
            .withBatch(10)
            .withEvaluations(2)
            .withSeed(4);
    NetworkTrainable network = NetworkTrainable.of(classifier);
    try (TrainingGraph graph = new TrainingGraph(network, config.updates(), config.seed())) {
      network.export(graph.weights(), exported);
    }
    Losses direct = new Losses();
    Losses tuned = new Losses();

    Trainer.fit(
        network,
        TrainingData.of(digits.train(), Distortions.byName("r"), digits.test()),
        config,
        List.of(direct));
    try (LoadedModel model = LoadedModel.open(exported)) {
      ModelImages images =
          ModelImages.of(
                  model.signature("serving_default"),
                  PixelScaling.UNIT,
                  digits.train(),
                  Distortions.byName("r"))
              .withUndistortedTest(digits.test());
      Trainer.fit(
          SavedModelTrainable.of(
              model, Tuning.of("serving_default"), TuningOptions.all().withLogits("logits")),
          images,
          config,
          List.of(tuned));
    }

    assertThat(tuned.losses).hasSize(12);
    for (int i = 0; i < 12; i++) {
      assertThat(tuned.losses.get(i))
          .as("loss of step " + (i + 1))
          .isCloseTo(direct.losses.get(i), within(i < 3 ? 1e-6 : 1e-4));
    }
    assertThat(tuned.rows).hasSize(2);
    assertThat(tuned.rows.get(1).error()).isEqualTo(direct.rows.get(1).error());
    assertThat(tuned.rows.get(1).loss()).isCloseTo(direct.rows.get(1).loss(), within(1e-5));
  }

  /** Records losses and evaluations. */
  private static final class Losses implements TrainingListener {
    private final List<Double> losses = new ArrayList<>();
    private final List<MetricRow> rows = new ArrayList<>();

    @Override
    public void onStep(StepEnded step) {
      losses.add(step.loss());
    }

    @Override
    public void onEvaluation(EvaluationEnded evaluation) {
      rows.add(evaluation.row());
    }
  }

  @Test
  void resumesFromACheckpointAsIfItHadNotStopped() {
    try (Case given = Case.of("keras_batch_norm")) {
      Losses whole = new Losses();
      Losses parts = new Losses();
      Map<String, float[]> expected = fit(given, whole, Checkpoints.none(), 6).weights();

      fit(given, parts, Checkpoints.in(folder), 3);
      Map<String, float[]> resumed = fit(given, parts, Checkpoints.latestIn(folder), 6).weights();

      assertThat(parts.losses).isEqualTo(whole.losses);
      expected.forEach((name, values) -> assertThat(resumed.get(name)).as(name).isEqualTo(values));
    }
  }

  private static TrainingResult.Snapshot fit(
      Case given, TrainingListener listener, Checkpoints checkpoints, int steps) {
    TrainConfig config =
        TrainConfig.of(
            OptimizerConfig.adam(),
            RateConfig.of(1e-2, Schedule.CONSTANT),
            new Budget(steps, Budget.Unit.STEPS));
    Examples examples = Examples.of(given.batch().inputs(), given.batch().targets());
    try (LoadedModel model = LoadedModel.open(given.fixture().folder())) {
      TrainingJob job =
          new TrainingJob(
              trainable(given, model, given.tuning().training()),
              TrainingData.of(Batches.inOrder(examples, 2), Examples.none()),
              config);
      return Trainer.of(job).with(List.of(listener)).with(checkpoints).fit().last();
    }
  }
}
