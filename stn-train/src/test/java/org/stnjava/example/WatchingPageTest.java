package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.train.diagnose.WatchedExamples;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.metric.MetricRow;

class WatchingPageTest {

  private static final Path EXAMPLE = Path.of("src/test/java/org/stnjava/example/OwnListener.java");

  @Test
  void showsTheListenerAsItRuns() throws IOException {
    String source = Files.readString(EXAMPLE);
    String marked =
        source.substring(
            source.indexOf("  // tag::listener[]") + "  // tag::listener[]\n".length(),
            source.indexOf("  // end::listener[]"));

    assertThat(Files.readString(Path.of("../docs/watching.md")))
        .contains(marked.stripTrailing().stripIndent());
    assertThat(marked.strip().lines()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void hearsOfAreas() {
    var seen =
        WatchedExamples.transformer(
            PixelCoordinates.HALF_PIXEL, new float[] {0.5f, 0, 0, 0, 0.5f, 0});
    var row = new EvaluationEnded(new MetricRow(9, 1, 1, 1, 0.5, 0.1));

    assertThat(OwnListener.notes(WatchedExamples.network(9, seen, WatchedExamples.HEALTHY), row))
        .containsExactly("step 9: 25 % of the image");
  }
}
