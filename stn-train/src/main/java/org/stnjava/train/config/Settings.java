package org.stnjava.train.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Ascii;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stnjava.ops.sample.Execution;

/** Settings by name: the components of a configuration record and of the records in it. */
public final class Settings {

  /** Writes settings and cards as JSON, and reads them. */
  public static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addMixIn(Execution.class, ExecutionNames.class)
          .build();

  /** What earlier versions called the fast execution. */
  private enum ExecutionNames {
    @JsonAlias("compiled")
    JAVA
  }

  private Settings() {}

  /**
   * Lists all settings.
   *
   * @param config a configuration
   * @return values by name, in their order
   */
  public static Map<String, Object> of(Record config) {
    return JSON.convertValue(config, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /**
   * Replaces some settings.
   *
   * @param config a configuration
   * @param settings new values by name
   * @param <T> the configuration
   * @return a copy
   * @throws IllegalArgumentException if there is no such setting, or a value is not one of it
   */
  public static <T extends Record> T replace(T config, Map<String, ?> settings) {
    Map<String, Object> all = of(config);
    for (Map.Entry<String, ?> setting : settings.entrySet()) {
      if (!all.containsKey(setting.getKey())) {
        throw new IllegalArgumentException(
            "setting: expected one of %s but got '%s'"
                .formatted(new TreeSet<>(all.keySet()), setting.getKey()));
      }
      all.put(setting.getKey(), setting.getValue());
    }
    @SuppressWarnings("unchecked") // the class of the value
    Class<T> type = (Class<T>) config.getClass();
    try {
      return JSON.convertValue(all, type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(reason(type, e, all), e);
    }
  }

  /** Our own message if the value reached our code, else which setting could not be read. */
  private static String reason(
      Class<?> config, IllegalArgumentException e, Map<String, ?> settings) {
    Throwable cause = e;
    while (cause.getCause() != null && (cause == e || cause instanceof JacksonException)) {
      cause = cause.getCause();
    }
    if (!(cause instanceof JsonMappingException mapping)) {
      return String.valueOf(cause.getMessage());
    }
    List<JsonMappingException.Reference> path = mapping.getPath();
    if (path.isEmpty()) {
      return mapping.getOriginalMessage();
    }
    String name = path.get(path.size() - 1).getFieldName();
    return "%s: expected %s but got '%s'"
        .formatted(name, expected(config, name), settings.get(name));
  }

  private static String expected(Class<?> config, String name) {
    Class<?> type =
        components(config)
            .filter(component -> component.getName().equals(name))
            .filter(component -> !component.getType().isRecord())
            .<Class<?>>map(RecordComponent::getType)
            .findFirst()
            .orElse(Object.class);
    if (type.isEnum()) {
      return "one of " + Ascii.toLowerCase(Arrays.toString(type.getEnumConstants()));
    }
    if (type == double.class) {
      return "a number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    return type.isPrimitive() ? "a whole number" : "a text";
  }

  private static Stream<RecordComponent> components(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .flatMap(
            component ->
                component.getType().isRecord()
                    ? Stream.concat(Stream.of(component), components(component.getType()))
                    : Stream.of(component));
  }
}
