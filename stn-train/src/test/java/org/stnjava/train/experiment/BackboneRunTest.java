package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingJob;
import org.stnjava.train.loop.TrainingResult;
import org.stnjava.train.loop.TrainingStopped;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Runs of networks that are built on a SavedModel. */
class BackboneRunTest {

  private static final String DIGITS = "../saved_models/mnist-rts-affine/1:logits";

  @TempDir Path temporary;
  private final Map<String, Object> settings = new HashMap<>();

  @BeforeEach
  void takesFewDigits() throws IOException {
    settings.put("experiment", "images");
    settings.put("data", FewDigits.write(temporary.resolve("digits")));
    settings.put("net", "st-cnn");
    settings.put("backbone", DIGITS);
    settings.put("transformers", 2);
    settings.put("budget", "4 steps");
    settings.put("evaluations", 1);
    settings.put("batch", 4);
    settings.put("schedule", "constant");
  }

  private RunConfig config(Object... changes) {
    Map<String, Object> all = new HashMap<>(settings);
    for (int i = 0; i < changes.length; i += 2) {
      all.put((String) changes[i], changes[i + 1]);
    }
    return RunConfig.of(all);
  }

  private static Map<String, float[]> trained(RunConfig config) {
    TrainingJob job = Preparation.load(config).job();
    TrainingResult result = Trainer.of(job).fit();
    return result.last().weights();
  }

  @Test
  void freezesTheBackboneBitForBit() {
    Map<String, float[]> frozen = trained(config("backboneRate", 0));
    Map<String, float[]> untrained = trained(config("rate", 0));
    Map<String, float[]> tuned = trained(config());

    assertThat(frozen.keySet()).isEqualTo(tuned.keySet());
    assertThat(frozen.keySet()).anyMatch(name -> name.startsWith("backbone/"));
    frozen.forEach(
        (name, values) -> {
          boolean isBackbone = name.startsWith("backbone/");
          if (isBackbone) {
            assertThat(values).as(name).isEqualTo(untrained.get(name));
          }
          if (name.endsWith("fc/kernel") && !name.contains("st0") && !name.contains("st1")) {
            assertThat(tuned.get(name)).as(name).isNotEqualTo(untrained.get(name));
          }
        });
  }

  @Test
  void continuesAsIfItHadNotStopped() throws IOException {
    Run whole = Run.prepare(config(), temporary.resolve("whole"));
    ModelCard card = whole.start(List.of());
    Path path = temporary.resolve("stopped");
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () -> Run.prepare(config(), path).start(List.of(), () -> asked.getAndIncrement() == 2))
        .isInstanceOf(TrainingStopped.class);

    Run resumed = Run.resume(Run.settingsOf(path), path);

    assertThat(resumed.start(List.of())).isEqualTo(card);
    assertThat(card.net()).isEqualTo("st-backbone");
    assertThat(card.transform()).isEqualTo("affine");
    assertThat(Files.readAllBytes(resumed.folder().metrics()))
        .isEqualTo(Files.readAllBytes(whole.folder().metrics()));
    assertThat(resumed.config().pretrained().backboneChecksum()).matches("[0-9a-f]{64}");
  }

  @Test
  void isNotPreparedWithAnotherModelThanItWasBegunWith() {
    String other = "0".repeat(64);

    assertThatThrownBy(() -> Preparation.load(config("backboneChecksum", other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "backbone: expected the model that the run was begun with, with checksum 0{64}, but .*mnist-rts-affine/1 has [0-9a-f]{64}");
  }

  @Test
  void hasNoTransformersWithANetWithoutAny() {
    Preparation prepared = Preparation.load(config("net", "cnn", "transformers", 0));

    assertThat(prepared.classifier().name()).isEqualTo("backbone");
    assertThat(Networks.transforms(prepared.classifier())).isEqualTo("none");
  }

  @Test
  void refusesTransformersInLine() {
    assertThatThrownBy(() -> Preparation.load(config("net", "stacked-st-cnn")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "net: expected one without transformers or with transformers side by side before a backbone but got 'stacked-st-cnn'");
  }

  @Test
  void refusesANormalizationThatTheBackboneWouldNotSee() {
    assertThatThrownBy(() -> Preparation.load(config("normalization", "local_contrast")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "normalization: expected usual with a backbone, which reads backboneRange, but got local_contrast");
  }

  @Test
  void padsWithTheBlackOfImagesThatAreNotNormalized() {
    RunConfig signs = config("net", "st-sign-cnn", "transformers", 1);

    assertThat(sampler(signs.with(Map.of("padding", "background")))).isEqualTo(sampler(signs));
  }

  private static Sampler sampler(RunConfig config) {
    Classifier classifier = Preparation.load(config).classifier();
    ImageShape input = classifier.input();
    Shape shape = Shape.of(-1, input.height(), input.width(), input.channels());
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      return classifier
          .classify(
              tf,
              ModelScope.inference(new Weights(graph, 0)),
              tf.placeholder(TFloat32.class, Placeholder.shape(shape)))
          .warps()
          .get(0)
          .transformer()
          .sampler();
    }
  }

  @Test
  void namesATensorThatIsMissing() {
    assertThatThrownBy(
            () -> Preparation.load(config("backbone", DIGITS.replace("logits", "features"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "backbone: output: expected an output of signature serving_default, [logits, probabilities], or a tensor within");
  }
}
