package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.models.classifier.ImageShape;

class SeveralObjectsTest {

  @TempDir static Path temporary;

  @BeforeAll
  static void write() throws IOException {
    FewDigits.write(temporary.resolve("digits"));
  }

  private static RunConfig config(String experiment, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("data", temporary.resolve("digits").toString());
    all.put("budget", "2 steps");
    all.put("batch", 4);
    all.put("evaluations", 1);
    return Experiments.byName(experiment).defaults().with(all);
  }

  private static RunFolder run(String name, RunConfig config) {
    Run run = Run.prepare(config, temporary.resolve(name));
    run.start(List.of());
    return run.folder();
  }

  private static ModelMetrics measure(RunFolder folder) {
    try (TrainedModel model = TrainedModel.open(folder.path())) {
      return model.measure(Optional.empty());
    }
  }

  @Test
  void haveATransformerEach() throws IOException {
    RunFolder folder = run("three", config("multi-digit", Map.of("objects", 3)));

    ModelMetrics figures = measure(folder);

    ModelCard card = ModelCard.read(folder.card());
    assertThat(figures.testError()).isEqualTo(card.testError());
    assertThat(figures.labelError()).contains(card.labelError());
    assertThat(card.labelError()).isLessThanOrEqualTo(card.testError());
    assertThat(figures.iou()).hasValueSatisfying(iou -> assertThat(iou).isBetween(0.01, 0.9));
    assertThat(figures.success()).isPresent();
    assertThat(Files.readString(folder.report()))
        .contains("Which object each takes", "<dt>Label error</dt>", "class=\"outline c2\"");
  }

  @Test
  void needAsManyTransformersAsLabelsInTheParallelNetwork() {
    RunConfig config = config("multi-digit", Map.of("objects", 3, "transformers", 2));

    assertThatThrownBy(() -> Run.prepare(config, temporary.resolve("refused")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("transformers: expected 3 for parallel-st-cnn, one for each label, but got 2");
  }

  @Test
  void areReadAsANumberByOneNetwork() throws IOException {
    RunFolder folder = run("number", config("digit-sequence", Map.of("net", "st-fcn")));

    ModelMetrics figures = measure(folder);

    assertThat(figures.labelError()).isPresent();
    assertThat(figures.iou()).isEmpty();
    assertThat(Files.readString(folder.report())).contains(", 5 an image");
  }

  @Test
  void areReadFromPicturesOfNumbersAsTheyAre() throws IOException {
    Path signs = temporary.resolve("signs");
    for (String part : List.of("train", "test")) {
      Path folder = Files.createDirectories(signs.resolve(part));
      BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
      ImageIO.write(picture, "png", folder.resolve("a.png").toFile());
      Files.writeString(folder.resolve("labels.csv"), "a.png,42\n");
    }

    ExperimentData data =
        ExperimentData.load(
            config("digit-sequence", Map.of()).with(Map.of("data", signs.toString())));

    assertThat(data.dataset().train().labels()).containsExactly(4, 2, 10, 10, 10);
    assertThat(data.test().images()).isEqualTo(data.dataset().test());
    assertThat(data.imageShape()).isEqualTo(new ImageShape(64, 64, 1));
    assertThat(data.classes()).isEqualTo(11);
    assertThat(data.boxes()).isEmpty();
  }
}
