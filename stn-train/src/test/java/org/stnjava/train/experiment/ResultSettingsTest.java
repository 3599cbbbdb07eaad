package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultSettingsTest {

  private static final RunConfig CONFIG = Experiments.first().defaults();
  private static final Path FOLDER = Path.of("run");

  private static long fingerprint(RunConfig config, String checksum) {
    return ResultSettings.fingerprint(config, checksum);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({"onLostWorker, drop", "lostAfter, 7", "giveUpAfter, 8", "checkpointEvery, 9"})
  void leaveOutWhatChangesNoResult(String name, String value) {
    RunConfig other = CONFIG.with(Map.of(name, value));

    assertThat(fingerprint(other, "abc")).isEqualTo(fingerprint(CONFIG, "abc"));
    assertThatCode(() -> ResultSettings.requireSame(CONFIG, other, FOLDER))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}={1} instead of {2}")
  @CsvSource({"seed, 1, 0", "batch, 7, 256", "sync, false, true", "rate, 0.5, 0.001"})
  void tellResultsApart(String name, String value, String before) {
    RunConfig first = CONFIG.with(Map.of(name, before));
    RunConfig other = CONFIG.with(Map.of(name, value));

    assertThat(fingerprint(other, "abc")).isNotEqualTo(fingerprint(first, "abc"));
    assertThatThrownBy(() -> ResultSettings.requireSame(first, other, FOLDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run: run: expected the settings that it was begun with but got %s=%s instead of %s",
            name, value, before);
  }

  @ParameterizedTest(name = "checksum {0}: {1}")
  @CsvSource({"abc, true", "abd, false"})
  void knowDataByWhatTheyAreAndNotByWhereTheyLie(String checksum, boolean isSame) {
    RunConfig elsewhere = CONFIG.with(Map.of("data", "/other"));

    assertThat(fingerprint(elsewhere, checksum) == fingerprint(CONFIG, "abc")).isEqualTo(isSame);
  }
}
