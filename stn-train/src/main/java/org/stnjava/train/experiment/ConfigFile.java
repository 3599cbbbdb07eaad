package org.stnjava.train.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stnjava.data.file.StagedFile;

/**
 * What {@code config.yaml} holds: all that is needed to run again.
 *
 * @param settings all settings
 * @param dataChecksum the data's SHA-256
 * @param versions of the toolkit, TensorFlow and Java
 */
record ConfigFile(RunConfig settings, String dataChecksum, Map<String, String> versions) {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  static ConfigFile read(Path file) {
    try {
      Map<String, Object> all =
          MAPPER.readValue(
              Files.readString(file), new TypeReference<LinkedHashMap<String, Object>>() {});
      Map<String, String> versions = new LinkedHashMap<>();
      part(file, all, "versions")
          .forEach((name, version) -> versions.put(name, String.valueOf(version)));
      return new ConfigFile(
          RunConfig.ofFile(part(file, all, "settings")),
          String.valueOf(all.get("dataChecksum")),
          versions);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: expected the settings of a run but it holds none: %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Map<String, Object> part(Path file, Map<String, Object> all, String name) {
    if (!(all.get(name) instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "%s: expected '%s' with values by name but got '%s'"
              .formatted(file, name, all.get(name)));
    }
    Map<String, Object> part = new LinkedHashMap<>();
    map.forEach((key, value) -> part.put(String.valueOf(key), value));
    return part;
  }

  void write(Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("settings", settings.settings());
    all.put("dataChecksum", dataChecksum);
    all.put("versions", versions);
    StagedFile.replace(file, MAPPER.writeValueAsString(all).getBytes(StandardCharsets.UTF_8));
  }
}
