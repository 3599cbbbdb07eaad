package org.stnjava.train.experiment;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.google.common.base.Ascii;
import com.google.common.base.Throwables;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.TrainConfig.OptimizerName;
import org.stnjava.train.optimize.Schedule;

/**
 * Every setting of a run, as {@code config.yaml} and {@code --set} name them.
 *
 * @param experiment the experiment's name
 * @param data {@code glyphs}, or a folder of MNIST-style files
 * @param net the classifier's name
 * @param transform the transform's name, for classifiers with a transformer
 * @param padding what the transformer sees outside the image
 * @param optimizer see {@link TrainConfig}, as for all that follow
 * @param momentum of SGD
 * @param rate the learning rate at the beginning
 * @param schedule how the rate changes
 * @param localizationRate what the rate is multiplied with for localization networks
 * @param batch images a step
 * @param budget how long to train
 * @param evaluations how often to test
 * @param seed of everything random
 */
public record RunConfig(
    String experiment,
    String data,
    String net,
    String transform,
    PaddingName padding,
    OptimizerName optimizer,
    double momentum,
    double rate,
    Schedule schedule,
    double localizationRate,
    int batch,
    Budget budget,
    int evaluations,
    long seed) {

  /** The data that is built in. */
  public static final String GLYPHS = "glyphs";

  /** What a transformer sees outside its image. */
  public enum PaddingName {
    /** 0. */
    ZEROS,
    /** What a black pixel is to it, which differs from 0 where the network normalizes. */
    BACKGROUND
  }

  /** Checks the settings that stand alone. */
  public RunConfig {
    new TrainConfig(
        optimizer, momentum, rate, schedule, localizationRate, batch, budget, evaluations, seed);
  }

  /** {@return the settings of the loop} */
  TrainConfig training() {
    return new TrainConfig(
        optimizer, momentum, rate, schedule, localizationRate, batch, budget, evaluations, seed);
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
    return of(all);
  }

  /** {@return all settings by name, in their order} */
  public Map<String, Object> settings() {
    return Json.MAPPER.convertValue(this, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /**
   * Settings from their values by name.
   *
   * @param settings a value for each
   * @return the settings
   * @throws IllegalArgumentException if one is missing, unknown or wrong
   */
  public static RunConfig of(Map<String, ?> settings) {
    try {
      return Json.MAPPER.convertValue(settings, RunConfig.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(reason(e, settings), e);
    }
  }

  /** Our own message if the value reached our code, else which setting could not be read. */
  private static String reason(IllegalArgumentException e, Map<String, ?> settings) {
    Throwable cause = Throwables.getRootCause(e);
    if (!(cause instanceof JsonMappingException mapping)) {
      return String.valueOf(cause.getMessage());
    }
    if (mapping.getPath().isEmpty()) {
      return mapping.getOriginalMessage();
    }
    String name = mapping.getPath().get(0).getFieldName();
    return "%s: expected %s but got '%s'".formatted(name, expected(name), settings.get(name));
  }

  private static String expected(String name) {
    Class<?> type =
        Stream.of(RunConfig.class.getRecordComponents())
            .filter(component -> component.getName().equals(name))
            .<Class<?>>map(RecordComponent::getType)
            .findFirst()
            .orElse(Object.class);
    if (type.isEnum()) {
      return "one of " + Ascii.toLowerCase(Arrays.toString(type.getEnumConstants()));
    }
    if (type == double.class) {
      return "a number";
    }
    return type.isPrimitive() ? "a whole number" : "a text";
  }
}
