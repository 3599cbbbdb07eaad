package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.layer.ImportedLayer;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class SavedModelExampleTest {

  private static final Fixture FIXTURE = Fixture.of("signatures");

  @TempDir Path folder;

  private static TFloat32 images() {
    Tensor image = FIXTURE.inputs("serving_default").get("image");
    return (TFloat32) Objects.requireNonNull(image);
  }

  private static Examples examples(TFloat32 images, int... labels) {
    return Examples.of(
        Map.of("image", NpyTensors.array(images)),
        Map.of("labels", NpyArray.of(labels, labels.length)));
  }

  @Test
  void warpsClassifiesTrainsAndSaves() {
    try (TFloat32 images = images()) {
      SavedModelExample.Outcome outcome =
          SavedModelExample.run(
              FIXTURE.folder(),
              images,
              examples(images, FIXTURE.labels()),
              folder.resolve("tuned"));

      assertThat(outcome.warped().asArray()).containsExactly(4, 6, 8, 1);
      assertThat(outcome.logits().asArray()).containsExactly(4, 3);
      assertThat(outcome.losses()).hasSize(20);
      assertThat(outcome.losses().get(19)).isLessThan(0.6);
    }
  }

  private static void gray(TFloat32 images) {
    images.scalars().forEach(pixel -> pixel.setFloat(0.5f));
  }

  @Test
  void putsATransformerBefore() {
    Path out = folder.resolve("transformed");
    try (TFloat32 images = TFloat32.tensorOf(Shape.of(2, 40, 60, 1), SavedModelExampleTest::gray)) {
      SavedModelExample.transform(
          Path.of("../saved_models/mnist-rts-affine/1"), examples(images, 3, 7), out);

      try (LoadedModel model = LoadedModel.open(out)) {
        assertThat(model.signatures())
            .extracting(SignatureDescription::name)
            .containsExactly("serving_default", "theta", "warp");
      }
    }
  }

  @Test
  void buildsANetworkOnAPart() {
    Path digits = Path.of("../saved_models/mnist-rts-affine/1");
    Path out = folder.resolve("built");
    try (TFloat32 images = TFloat32.tensorOf(Shape.of(2, 40, 60, 1), SavedModelExampleTest::gray)) {
      Examples examples =
          Examples.of(
              Map.of(Batch.IMAGES, NpyTensors.array(images)),
              Map.of(Batch.LABELS, NpyArray.of(new int[] {3, 7}, 2)));
      Map<String, float[]> trained =
          SavedModelExample.build(digits, examples, out).last().weights();

      try (LoadedModel model = LoadedModel.open(out);
          LoadedModel original = LoadedModel.open(digits)) {
        ImportedLayer whole = ImportedLayer.of(model, "image", "logits");
        assertThat(ImportedLayer.of(original, "image", "logits").weights())
            .allMatch(name -> trained.containsKey("body/" + name));
        assertThat(whole.weights()).contains("classifier/fc/kernel");
        assertThat(whole.outputShape().asArray()).containsExactly(-1, 8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tune", "front", "layer"})
  void showsTheCodeThatIsTested(String tag) throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/org/stnjava/example/SavedModelExample.java"));
    String start = "// tag::" + tag + "[]\n";
    String block =
        source
            .substring(source.indexOf(start) + start.length(), source.indexOf("// end::" + tag))
            .stripTrailing()
            .stripIndent();

    assertThat(Files.readString(Path.of("../docs/savedmodels.md")))
        .contains("```java\n" + block + "\n```");
  }
}
