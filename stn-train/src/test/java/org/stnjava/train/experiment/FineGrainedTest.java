package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.set.Birds;
import org.stnjava.models.classifier.ImageShape;

class FineGrainedTest {

  private static final Map<String, Object> SHORT =
      Map.of("experiment", "fine-grained", "budget", "150 steps", "evaluations", 1, "batch", 32);

  @TempDir Path temporary;

  @ParameterizedTest(name = "{0} transformers")
  @ValueSource(ints = {2, 4})
  void tellsDrawnBirdsApartByTheirParts(int transformers) throws IOException {
    Path birds = temporary.resolve("birds");
    Birds.main(new String[] {birds.toString(), "320", "80"});
    RunConfig config =
        RunConfig.of(SHORT).with(Map.of("data", birds.toString(), "transformers", transformers));

    Run run = Run.prepare(config, temporary.resolve("run"));
    ModelCard card = run.start(List.of());

    assertThat(card.transform()).isEqualTo("window");
    assertThat(card.images()).isEqualTo(80);
    assertThat(card.testError()).as("of four species, three of which are wrong").isLessThan(0.4);
    String report = Files.readString(run.folder().report());
    assertThat(report).contains("st" + (transformers - 1)).contains("<polygon");
  }

  @Test
  void makesPartsOfDigits() {
    ExperimentData digits = ExperimentData.load(RunConfig.of(SHORT));

    assertThat(digits.imageShape()).isEqualTo(new ImageShape(64, 96, 1));
    assertThat(digits.classes()).isEqualTo(100);
    assertThat(digits.boxes()).isEmpty();
  }
}
