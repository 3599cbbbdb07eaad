package org.stnjava.train.experiment;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings that decide a run's results, which is all but a few. */
final class ResultSettings {

  private static final Set<String> OTHERS =
      Set.of("checkpointEvery", "cache", "onLostWorker", "lostAfter", "giveUpAfter");

  /** Where the data lie may differ from machine to machine; what they are may not. */
  private static final String WHERE = "data";

  private ResultSettings() {}

  /** Refuses to go on with others than a run was begun with. */
  static void requireSame(RunConfig begun, RunConfig config, Path path) {
    Map<String, Object> before = begun.settings();
    List<String> changed = new ArrayList<>();
    config
        .settings()
        .forEach(
            (name, value) -> {
              if (!OTHERS.contains(name) && !value.equals(before.get(name))) {
                changed.add("%s=%s instead of %s".formatted(name, value, before.get(name)));
              }
            });
    if (!changed.isEmpty()) {
      throw new IllegalArgumentException(
          "run: %s: expected the settings that it was begun with but got %s"
              .formatted(path, String.join(", ", changed)));
    }
  }

  /** A hash of the settings and the data. */
  static long fingerprint(RunConfig config, String dataChecksum) {
    Hasher hasher = Hashing.sha256().newHasher();
    config
        .settings()
        .forEach(
            (name, value) -> {
              if (!OTHERS.contains(name) && !name.equals(WHERE)) {
                hasher.putString(name + "=" + value + ";", StandardCharsets.UTF_8);
              }
            });
    return hasher.putString(dataChecksum, StandardCharsets.UTF_8).hash().asLong();
  }
}
