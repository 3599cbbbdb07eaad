package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.savedmodel.classify.ExportedClassifier.Attention;
import org.stnjava.train.metric.MetricsCsv;

/** Runs of networks with several transformers, as settings name them. */
class CompositionRunTest {

  private static final int PIXELS = 28 * 28;

  @TempDir static Path temporary;

  @BeforeAll
  static void write() throws IOException {
    FewDigits.write(temporary.resolve("digits"));
  }

  private static RunConfig config(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("data", temporary.resolve("digits").toString());
    all.put("budget", "1 steps");
    all.put("batch", 4);
    all.put("evaluations", 1);
    return Experiments.byName("mnist-r").defaults().with(all);
  }

  private static RunFolder run(String name, Map<String, Object> settings) {
    Run run = Run.prepare(config(settings), temporary.resolve(name));
    run.start(List.of());
    return run.folder();
  }

  @Test
  void showWhatEachTransformerDoesAndWarnOfThoseOnFeatures() throws IOException {
    RunFolder stacked =
        run("stacked", Map.of("net", "stacked-st-cnn", "transformers", 2, "theta", "forward"));

    assertThat(Files.readAllLines(stacked.alarms()).get(0))
        .startsWith("step 0: transformer st1 warps feature maps: ");
    assertThat(Files.readString(stacked.report())).contains("class=\"outline c1\"");
    assertThat(Files.readString(stacked.outlines())).contains("\n1,0,1,");
  }

  @Test
  void haveTheirUsualNumberOfTransformersAndAreJudgedByTheLast() {
    RunFolder glimpses = run("glimpses", Map.of("net", "glimpse-st-cnn"));

    assertThat(attention(glimpses)).hasSize(2);
    assertThat(glimpses.alarms()).doesNotExist();
    assertThat(LocalizingTransformers.of("glimpse-st-cnn").among(attention(glimpses))).hasSize(2);
    assertThat(LocalizingTransformers.of("ic-st-cnn").among(attention(glimpses))).hasSize(1);
    assertThat(LocalizingTransformers.of("a network from elsewhere"))
        .isEqualTo(LocalizingTransformers.EACH);
  }

  private static List<Attention> attention(RunFolder folder) {
    try (ExportedClassifier exported = ExportedClassifier.load(folder.savedModel())) {
      return exported.attend(new float[PIXELS], 1);
    }
  }

  @Test
  void addTheirPenaltiesToTheLossAndGiveOutputsOfAnySize() {
    Map<String, Object> alike = Map.of("net", "st-fcn", "transformers", 2, "outputSize", "10x15");
    Map<String, Object> apart = new HashMap<>(alike);
    apart.put("diversity", 0.5);

    RunFolder without = run("alike", alike);
    RunFolder with = run("apart", apart);

    // Both begin with the whole image, so they have all in common.
    assertThat(loss(with) - loss(without)).isCloseTo(0.5, within(1e-5));
    assertThat(attention(without))
        .extracting(Attention::output)
        .containsOnly(new ImageShape(10, 15, 1));
  }

  private static double loss(RunFolder folder) {
    return MetricsCsv.read(folder.metrics()).get(0).trainLoss();
  }

  @Test
  void refuseWhatANetworkHasNoUseFor() {
    Path path = temporary.resolve("refused");

    assertThatThrownBy(() -> Run.prepare(config(Map.of("net", "ic-st-cnn", "diversity", 1)), path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "diversity: expected 0 for ic-st-cnn, which has its transformers one behind the other,"
                + " but got 1.0");
    assertThatThrownBy(() -> Run.prepare(config(Map.of("net", "cnn", "theta", "forward")), path))
        .hasMessage("theta: expected warp for cnn, which has no transformers, but got forward");
    assertThatThrownBy(() -> Run.prepare(config(Map.of("outputSize", "9x30")), path))
        .hasMessage("outputSize: expected at least 24x24 for st-cnn but got 9x30");
    assertThat(path).doesNotExist();
  }
}
