package org.stnjava.train.experiment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import org.stnjava.data.composite.Augmented;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.train.loop.Objective;
import org.stnjava.train.loop.TrainConfig;

/**
 * Every setting of a run, as {@code config.yaml} and {@code --set} name them.
 *
 * @param experiment the experiment's name
 * @param data {@code glyphs}, or a folder of MNIST-style files or of pictures
 * @param images how pictures are brought to one size
 * @param augment small random changes of the training images, see {@link
 *     org.stnjava.data.composite.Augmented#parse}
 * @param objects how many objects an image has, for experiments that let one choose
 * @param common what images have in common, for co-localization
 * @param network what is trained
 * @param training how it is trained
 * @param distributed how several processes train together, if they do
 */
public record RunConfig(
    String experiment,
    String data,
    @JsonUnwrapped ImageOptions images,
    String augment,
    int objects,
    @JsonUnwrapped CommonObject common,
    @JsonUnwrapped NetworkConfig network,
    @JsonUnwrapped TrainConfig training,
    @JsonUnwrapped DistributedConfig distributed) {

  /** Writes settings and cards as JSON, and reads them. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** The data that is built in. */
  public static final String GLYPHS = "glyphs";

  /** Checks the number of objects. */
  public RunConfig {
    if (objects < 1) {
      throw new IllegalArgumentException("objects: expected at least 1 but got " + objects);
    }
  }

  /**
   * Settings to begin with: built-in digits, one in an image, and the paper's ST-CNN.
   *
   * @param experiment what is run
   * @param training how it is trained
   * @return the settings
   */
  public static RunConfig of(Experiment experiment, TrainConfig training) {
    return new RunConfig(
        experiment.name(),
        GLYPHS,
        ImageOptions.standard(),
        Augmented.NONE,
        1,
        CommonObject.standard(),
        NetworkConfig.standard(),
        training,
        DistributedConfig.standard());
  }

  /**
   * The same settings with some replaced.
   *
   * @param settings new values by name
   * @return a copy
   * @throws IllegalArgumentException if there is no such setting, or a value is not one of it
   */
  public RunConfig with(Map<String, ?> settings) {
    Map<String, Object> all = settings();
    for (Map.Entry<String, ?> setting : settings.entrySet()) {
      if (!all.containsKey(setting.getKey())) {
        throw new IllegalArgumentException(
            "setting: expected one of %s but got '%s'"
                .formatted(new TreeSet<>(all.keySet()), setting.getKey()));
      }
      all.put(setting.getKey(), setting.getValue());
    }
    return read(all);
  }

  /** {@return all settings by name, in their order} */
  public Map<String, Object> settings() {
    return JSON.convertValue(this, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /**
   * Settings from their values by name.
   *
   * @param settings the experiment's name and what differs from its defaults
   * @return the settings
   * @throws IllegalArgumentException if one is unknown or wrong
   */
  public static RunConfig of(Map<String, ?> settings) {
    String experiment = String.valueOf(settings.get("experiment"));
    return Experiments.byName(experiment).defaults().with(settings);
  }

  /** {@return what the network learns, and is judged by} */
  Objective objective() {
    return Experiments.byName(experiment).objective(this);
  }

  private static RunConfig read(Map<String, ?> all) {
    try {
      return JSON.convertValue(all, RunConfig.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(reason(e, all), e);
    }
  }

  /** Our own message if the value reached our code, else which setting could not be read. */
  private static String reason(IllegalArgumentException e, Map<String, ?> settings) {
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
    return "%s: expected %s but got '%s'".formatted(name, expected(name), settings.get(name));
  }

  private static String expected(String name) {
    Class<?> type =
        components(RunConfig.class)
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

  /**
   * The object that all images of the co-localization experiment have in common.
   *
   * @param digit its class, at least 0
   * @param clutter the number of pieces of other images around it, at least 0
   */
  public record CommonObject(int digit, int clutter) {

    /** Checks the ranges. */
    public CommonObject {
      if (digit < 0) {
        throw new IllegalArgumentException("digit: expected at least 0 but got " + digit);
      }
      if (clutter < 0) {
        throw new IllegalArgumentException("clutter: expected at least 0 but got " + clutter);
      }
    }

    /** {@return the digit 0 without clutter} */
    public static CommonObject standard() {
      return new CommonObject(0, 0);
    }
  }
}
