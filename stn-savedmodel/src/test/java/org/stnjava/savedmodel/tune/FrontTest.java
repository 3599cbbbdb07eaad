package org.stnjava.savedmodel.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.savedmodel.inspect.SavedModelInspector;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class FrontTest {

  private static final Path DIGITS = Path.of("../saved_models/mnist-rts-affine/1");
  private static final String SIGNATURE = "serving_default";
  private static final ImageShape LARGE = new ImageShape(40, 60, 1);
  private static final int IMAGES = 3;

  @TempDir Path folder;

  private static SpatialTransformer transformer(String name, int height, int width) {
    return new SpatialTransformer(
        name,
        LocalizationNets.fullyConnected(),
        GridGenerator.of(new Affine(), height, width),
        Sampler.bilinear());
  }

  private static ParallelTransformers two(int height, int width) {
    return ParallelTransformers.separate(
        List.of(transformer("left", height, width), transformer("right", height, width)));
  }

  private static TFloat32 images(ImageShape shape) {
    float[] pixels = new float[IMAGES * shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i * 37 % 101) / 101f;
    }
    return TFloat32.tensorOf(
        Shape.of(IMAGES, shape.height(), shape.width(), shape.channels()), DataBuffers.of(pixels));
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[(int) tensor.size()];
    ((TFloat32) tensor).copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
    return values;
  }

  /** What a tuned model gives before it is saved, in training form and with all gradients. */
  private float[] saved(LoadedModel model, Tuning tuning, TFloat32 images, String output) {
    try (TunableModel tunable = TunableModel.open(model, tuning, 5)) {
      Output<?> y = tunable.output(output);
      List<Weight> trained = tunable.weights().trainable();
      List<Optional<Output<?>>> gradients =
          tunable.gradients(y, trained.stream().map(w -> w.handle().asOutput()).toList());
      InstalledModel installed = tunable.install(UnaryOperator.identity());
      installed.weights(tunable.weights()).initialize(installed.session());
      Session.Runner runner =
          installed.session().runner().feed(installed.name(tunable.input("image")), images);
      runner.fetch(installed.name(y));
      gradients.stream().flatMap(Optional::stream).forEach(g -> runner.fetch(installed.name(g)));
      try (Result result = runner.run()) {
        installed.save(folder.resolve("saved"));
        return values(result.get(0));
      }
    }
  }

  private float[] loadedAgain(TFloat32 images, String output) {
    try (LoadedModel again = LoadedModel.open(folder.resolve("saved"));
        Result result = again.call(SIGNATURE, Map.of("image", images))) {
      return values(result.get(output).orElseThrow());
    }
  }

  @Test
  void readsImagesOfARealSizeWithTheDefaultSampler() {
    Front front = Front.of("image", transformer("front", 42, 42)).reading(LARGE);
    try (LoadedModel model = LoadedModel.open(DIGITS);
        TFloat32 images = images(LARGE)) {
      float[] before = saved(model, Tuning.of(SIGNATURE).behind(front), images, "logits");

      assertThat(before).hasSize(IMAGES * 10);
      assertThat(loadedAgain(images, "logits")).containsExactly(before, within(1e-4f));
      assertThat(
              SavedModelInspector.inspect(folder.resolve("saved"))
                  .metaGraphs()
                  .get(0)
                  .operations()
                  .keySet())
          .noneMatch(operation -> operation.contains("Function") || operation.contains("Call"));
    }
  }

  @Test
  void samplesByLoopsInTrainingForm() {
    SpatialTransformer looped =
        new SpatialTransformer(
            "front",
            LocalizationNets.fullyConnected(),
            GridGenerator.of(new Affine(), 42, 42),
            Sampler.bilinear().withExecution(Execution.JAVA));
    Tuning tuning =
        Tuning.of(SIGNATURE).training().behind(Front.of("image", looped).reading(LARGE));
    try (LoadedModel model = LoadedModel.open(DIGITS);
        TFloat32 images = images(LARGE)) {
      assertThat(saved(model, tuning, images, "logits")).hasSize(IMAGES * 10);
    }
  }

  @Test
  void joinsTheOutputsOfSeveralTransformersOnTheBatch() {
    Tuning tuning =
        Tuning.of(SIGNATURE)
            .behind(Front.of("image", two(42, 42), Front.Join.BATCH).reading(LARGE))
            .withHead("both", "logits", (tf, scope, x) -> tf.identity(x));
    try (LoadedModel model = LoadedModel.open(DIGITS);
        TFloat32 images = images(LARGE)) {
      float[] before = saved(model, tuning, images, "both");

      assertThat(before).hasSize(IMAGES * 2 * 10);
      assertThat(loadedAgain(images, "both")).containsExactly(before, within(1e-4f));
      assertThat(loadedAgain(images, "logits")).containsExactly(before, within(1e-4f));
      try (LoadedModel again = LoadedModel.open(folder.resolve("saved"));
          Result thetas = again.call("theta", Map.of("image", images));
          Result warps = again.call("warp", Map.of("image", images));
          Result logits = again.call(SIGNATURE, Map.of("image", images))) {
        assertThat(logits.get("both").orElseThrow().shape()).isEqualTo(Shape.of(IMAGES, 20));
        assertThat(thetas.get("theta_1").orElseThrow().shape()).isEqualTo(Shape.of(IMAGES, 6));
        // Row n·K + k of the logits is what the model gives for output k of image n.
        for (int k = 0; k < 2; k++) {
          TFloat32 warped = (TFloat32) warps.get("warped_" + k).orElseThrow();
          try (Result alone = model.call(SIGNATURE, Map.of("image", warped))) {
            float[] expected = values(alone.get("logits").orElseThrow());
            float[] all = values(logits.get("logits").orElseThrow());
            for (int n = 0; n < IMAGES; n++) {
              for (int c = 0; c < 10; c++) {
                assertThat(all[(n * 2 + k) * 10 + c])
                    .isCloseTo(expected[n * 10 + c], within(1e-4f));
              }
            }
          }
        }
      }
    }
  }

  @Test
  void joinsTheOutputsOfSeveralTransformersOnTheChannels() {
    try (TFloat32 images = images(LARGE);
        LoadedModel model = LoadedModel.open(twoChannels())) {
      Tuning tuning =
          Tuning.of(SIGNATURE)
              .behind(Front.of("image", two(6, 8), Front.Join.CHANNELS).reading(LARGE));
      float[] before = saved(model, tuning, images, "sum");

      assertThat(before).hasSize(IMAGES);
      assertThat(loadedAgain(images, "sum")).containsExactly(before, within(1e-3f));
      try (LoadedModel again = LoadedModel.open(folder.resolve("saved"));
          Result warps = again.call("warp", Map.of("image", images))) {
        float[] left = values(warps.get("warped_0").orElseThrow());
        float[] right = values(warps.get("warped_1").orElseThrow());
        for (int n = 0; n < IMAGES; n++) {
          float sum = 0;
          for (int i = n * 48; i < (n + 1) * 48; i++) {
            sum += left[i] + 10 * right[i];
          }
          assertThat(before[n]).isCloseTo(sum, within(1e-2f));
        }
      }
    }
  }

  /** A model of images 6 × 8 × 2 that adds the first channel and ten times the second. */
  private Path twoChannels() {
    Path two = folder.resolve("two");
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> image =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 6, 8, 2)));
      Operand<TFloat32> sum =
          tf.reduceSum(
              tf.math.mul(image, tf.constant(new float[] {1, 10})),
              tf.constant(new int[] {1, 2, 3}));
      SavedModelBundle.exporter(two.toString())
          .withSession(session)
          .withSignature(
              Signature.builder(SIGNATURE).input("image", image).output("sum", sum).build())
          .export();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return two;
  }

  @Test
  void putsASecondFrontBeforeTheFirst() {
    Tuning tuning =
        Tuning.of(SIGNATURE)
            .behind(
                Front.of("image", transformer("second", 42, 42)).reading(new ImageShape(48, 48, 1)))
            .behind(Front.of("image", transformer("first", 48, 48)).reading(LARGE));
    try (LoadedModel model = LoadedModel.open(DIGITS);
        TFloat32 images = images(LARGE)) {
      float[] before = saved(model, tuning, images, "logits");

      assertThat(loadedAgain(images, "logits")).containsExactly(before, within(1e-4f));
      try (LoadedModel again = LoadedModel.open(folder.resolve("saved"));
          Result warps = again.call("warp", Map.of("image", images))) {
        assertThat(warps.get("warped_0").orElseThrow().shape())
            .isEqualTo(Shape.of(IMAGES, 48, 48, 1));
        assertThat(warps.get("warped_1").orElseThrow().shape())
            .isEqualTo(Shape.of(IMAGES, 42, 42, 1));
      }
    }
  }

  @Test
  void refusesFrontsThatDoNotFit() {
    try (LoadedModel model = LoadedModel.open(DIGITS)) {
      assertThatThrownBy(
              () ->
                  TunableModel.open(
                      model,
                      Tuning.of(SIGNATURE)
                          .behind(Front.of("image", two(42, 42), Front.Join.CHANNELS)),
                      0))
          .hasMessage(
              "transformer: expected one that gives [-1, 42, 42, 1], what input image takes, but got"
                  + " [-1, 42, 42, 2]");
      assertThatThrownBy(
              () ->
                  TunableModel.open(
                      model,
                      Tuning.of(SIGNATURE)
                          .behind("image", transformer("same", 42, 42))
                          .behind("image", transformer("same", 42, 42)),
                      0))
          .hasMessage("transformer: expected names of their own but two are called same");
    }
    assertThatThrownBy(
            () ->
                Tuning.of(SIGNATURE)
                    .behind("image", transformer("a", 42, 42))
                    .behind("other", transformer("b", 42, 42)))
        .hasMessage(
            "input: expected image, before which a transformer stands already, but got other");
  }
}
