package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.train.experiment.Experiments;
import org.stnjava.train.experiment.ModelCard;
import org.stnjava.train.experiment.Run;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.experiment.SmallDigits;

class ExtendingPageTest {

  private static final Path PAGE = Path.of("../docs/extending.md");
  private static final String SERVICES =
      "META-INF/services/org.stnjava.train.experiment.Experiment";

  @TempDir Path temporary;

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({
    "TumbledDigits.java, experiment",
    "OwnListener.java, listener",
    "NormalizedNetwork.java, network"
  })
  void showsTheExampleAsItRuns(String example, String tag) throws IOException {
    String source = Files.readString(Path.of("src/test/java/org/stnjava/example").resolve(example));
    String start = "// tag::" + tag + "[]\n";
    int from = source.indexOf(start) + start.length();
    String marked =
        source.substring(from, source.lastIndexOf('\n', source.indexOf("// end::" + tag + "[]")));

    assertThat(Files.readString(PAGE))
        .contains("```java\n" + marked.stripTrailing().stripIndent() + "\n```");
  }

  @Test
  void showsTheLineThatAddsTheExperiment() throws IOException {
    String line = Files.readString(Path.of("src/test/resources").resolve(SERVICES));

    assertThat(line).isEqualTo(TumbledDigits.class.getName() + "\n");
    assertThat(Files.readString(PAGE)).contains(SERVICES).contains("```\n" + line + "```");
  }

  @Test
  void runsAnExperimentOfOnesOwn() throws IOException {
    Path digits = SmallDigits.write(temporary.resolve("digits"), 12, 10);
    RunConfig config =
        RunConfig.of(
            Map.of(
                "experiment",
                "mnist-tumbled",
                "data",
                digits.toString(),
                "budget",
                "2 steps",
                "batch",
                4));

    ModelCard card = Run.prepare(config, temporary.resolve("run")).start(List.of());

    assertThat(Experiments.all()).last().isEqualTo(new TumbledDigits());
    assertThat(card.experiment()).isEqualTo("mnist-tumbled");
    assertThat(card.transform()).isEqualTo("rotation");
    assertThat(card.images()).isEqualTo(10);
  }
}
