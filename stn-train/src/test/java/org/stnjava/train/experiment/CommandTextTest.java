package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.train.config.Settings;

class CommandTextTest {

  private static final Path MODELS = Path.of("..", "saved_models");

  @Test
  void saysNothingOfWhatIsUsual() {
    assertThat(CommandText.of(RunConfig.of(Map.of("experiment", "mnist-rts"))))
        .isEqualTo("stn train mnist-rts");
  }

  @Test
  void givesWhatIsOtherwiseInItsOrder() {
    RunConfig config =
        RunConfig.of(
            Map.of(
                "experiment", "mnist-rts",
                "data", "My Sam's digits",
                "budget", "3 epochs",
                "seed", 7,
                "parameters", 1000,
                "groups", "^st0/=0.1, ^conv=0",
                "net", "cnn"));

    assertThat(CommandText.of(config))
        .isEqualTo(
            "stn train mnist-rts --data 'My Sam'\\''s digits' --net cnn --set parameters=1000"
                + " --set 'groups=^st0/=0.1, ^conv=0.0' --epochs 3 --seed 7");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"cluttered40", "mnist-rts-affine", "mnist-rts-tps", "multi-digit"})
  void standsInTheCardsOfTheModelsThatComeWithTheToolkit(String model) throws IOException {
    Path file = MODELS.resolve(model).resolve("1").resolve(ModelCard.FILE);
    JsonNode json = Settings.JSON.readTree(file.toFile());

    assertThat(json.path("command").asText())
        .startsWith("stn train ")
        .isEqualTo(ModelCard.read(file).command());
  }
}
