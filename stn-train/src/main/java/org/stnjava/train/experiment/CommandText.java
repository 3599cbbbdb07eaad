package org.stnjava.train.experiment;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The command line that reproduces a run: all settings that differ from the experiment's defaults.
 */
final class CommandText {

  /** Settings that have an option of their own. */
  private static final ImmutableMap<String, String> OPTIONS =
      ImmutableMap.of(
          "data", "--data ",
          "net", "--net ",
          "transform", "--transform ",
          "batch", "--batch ",
          "seed", "--seed ");

  private static final String BUDGET = "budget";

  /** Text that a shell needs no quotes for. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./:=,^+-]+");

  private CommandText() {}

  static String of(RunConfig config) {
    Map<String, Object> usual = Experiments.byName(config.experiment()).defaults().settings();
    StringBuilder command = new StringBuilder("stn train ").append(config.experiment());
    config
        .settings()
        .forEach(
            (name, value) -> {
              if (!Objects.equals(value, usual.get(name))) {
                command.append(' ').append(option(name, String.valueOf(value)));
              }
            });
    return command.toString();
  }

  private static String option(String name, String value) {
    if (name.equals(BUDGET)) {
      String[] amountAndUnit = value.split(" ", 2);
      return "--" + amountAndUnit[1] + " " + amountAndUnit[0];
    }
    String option = OPTIONS.get(name);
    return option == null ? "--set " + quoted(name + "=" + value) : option + quoted(value);
  }

  private static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
