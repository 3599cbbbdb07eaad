package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.loop.TrainingResult;
import org.stnjava.train.metric.MetricRow;

class OwnTargetsTest {

  private static final int COUNT = 64;

  @Test
  void learnsBoxesWithSeed5() {
    Random random = new Random(5);
    float[] images = new float[COUNT * 140];
    float[] boxes = new float[COUNT * 4];
    for (int i = 0; i < COUNT; i++) {
      int x = random.nextInt(12);
      int y = random.nextInt(8);
      for (int pixel : new int[] {y * 14 + x, y * 14 + x + 1, y * 14 + x + 14, y * 14 + x + 15}) {
        images[i * 140 + pixel] = 1;
      }
      float[] box = {x / 7f - 1, y / 5f - 1, (x + 2) / 7f - 1, (y + 2) / 5f - 1};
      System.arraycopy(box, 0, boxes, i * 4, 4);
    }
    List<MetricRow> rows = new ArrayList<>();

    TrainingResult result =
        OwnTargets.run(
            images,
            boxes,
            COUNT,
            new TrainingListener() {
              @Override
              public void onEvaluation(EvaluationEnded evaluation) {
                rows.add(evaluation.row());
              }
            });

    assertThat(rows).hasSize(5);
    assertThat(rows.get(4).loss()).isLessThan(0.5 * rows.get(0).loss());
    assertThat(rows).extracting(MetricRow::error).containsOnly(Double.NaN);
    assertThat(result.best().evaluation().loss()).isEqualTo(rows.get(4).loss());
    assertThat(result.best().weights()).containsKey("boxes/kernel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"objective", "train"})
  void isTheCodeOfThePage(String tag) throws IOException {
    String source = Files.readString(Path.of("src/test/java/org/stnjava/example/OwnTargets.java"));
    String start = "// tag::" + tag + "[]\n";
    String block =
        source
            .substring(source.indexOf(start) + start.length(), source.indexOf("// end::" + tag))
            .stripTrailing()
            .stripIndent();

    assertThat(Files.readString(Path.of("../docs/extending.md")))
        .contains("```java\n" + block + "\n```");
  }
}
