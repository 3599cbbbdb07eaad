package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static ModelFigures measure(RunFolder folder) {
    try (TrainedModel model = TrainedModel.open(folder.path())) {
      return model.measure(Optional.empty());
    }
  }

  @Test
  void haveATransformerEach() throws IOException {
    RunFolder folder = run("three", config("multi-digit", Map.of("objects", 3)));

    ModelFigures figures = measure(folder);

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

    ModelFigures figures = measure(folder);

    assertThat(figures.labelError()).isPresent();
    assertThat(figures.iou()).isEmpty();
    assertThat(Files.readString(folder.report())).contains(", 5 an image");
  }
}
