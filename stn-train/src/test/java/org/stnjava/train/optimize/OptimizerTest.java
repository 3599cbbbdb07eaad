package org.stnjava.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.train.optimize.OptimizerConfig.OptimizerName;

/** Optimizers, bounds, schedules and groups beside PyTorch's, of tools/golden/optimizers.py. */
class OptimizerTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden-optimizer");

  /** The issue's: float32 rounds at 6e-8, and a hundred steps carry it along. */
  private static final double TOLERANCE = 1e-5;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<String> cases() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> settings(String name) throws IOException {
    JsonNode origin =
        MAPPER.readTree(FOLDER.resolve(name).resolve("origin.json").toFile()).get("settings");
    return MAPPER.convertValue(origin, new TypeReference<>() {});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void followsPyTorchStepByStep(String name) throws IOException {
    double[] expected = NpyFile.read(FOLDER.resolve(name).resolve("path.npy")).doubles();

    float[] path = Descent.in(FOLDER).path(settings(name));

    for (int i = 0; i < expected.length; i++) {
      double allowed = TOLERANCE * (1 + Math.abs(expected[i]));
      assertThat(Math.abs(path[i] - expected[i]))
          .as("number %d after step %d: %s, not %s", i % 9, i / 9 + 1, path[i], expected[i])
          .isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void hasGoldenFilesOfEveryRule() throws IOException {
    Map<Object, Integer> rules = new LinkedHashMap<>();
    for (String name : cases().toList()) {
      rules.merge(settings(name).get("optimizer"), 1, Integer::sum);
    }

    assertThat(rules.keySet())
        .containsExactlyInAnyOrder(
            Stream.of(OptimizerName.values())
                .map(rule -> rule.name().toLowerCase(Locale.ROOT))
                .toArray());
  }

  @Test
  void refusesSettingsThatNeverEnd() {
    assertThatThrownBy(() -> OptimizerConfig.sgd(1))
        .hasMessage("momentum: expected a number in [0, 1) but got 1.0");
    assertThatThrownBy(() -> OptimizerConfig.nesterov(0))
        .hasMessage("momentum: expected a number in (0, 1) for nesterov but got 0.0");
    assertThatThrownBy(() -> OptimizerConfig.adamW(-1))
        .hasMessage("weightDecay: expected a number of at least 0 but got -1.0");
  }
}
