package org.stnjava.cli.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names and values of options: messages of the libraries under option names, {@code NAME=VALUE}.
 */
public final class Arguments {

  /** The options by the arguments' names. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("batch", "--batch"),
          Map.entry("constants", "--feed"),
          Map.entry("data", "--data"),
          Map.entry("inputRange", "--input-range"),
          Map.entry("inputs", "--input"),
          Map.entry("labels", "--labels"),
          Map.entry("logits", "--logits"),
          Map.entry("offset", "--offset"),
          Map.entry("optimizer", "--optimizer"),
          Map.entry("out", "--out"),
          Map.entry("rate", "--lr"),
          Map.entry("run", "--run"),
          Map.entry("scale", "--scale"),
          Map.entry("setting", "--set"),
          Map.entry("signature", "--signature"),
          Map.entry("train", "--train"));

  /** An array of a batch, as messages name it. */
  private static final Pattern ARRAY = Pattern.compile("(?:input|target) '(.*)'");

  private Arguments() {}

  /** Runs an operation; a message about an argument names the option that it came from. */
  public static <R> R named(Supplier<R> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int colon = Math.max(0, message.indexOf(": "));
      String argument = message.substring(0, colon);
      throw new IllegalArgumentException(option(argument) + message.substring(colon), e);
    }
  }

  private static String option(String argument) {
    Matcher array = ARRAY.matcher(argument);
    if (argument.equals("target 'labels'")) {
      return "--labels";
    }
    return array.matches() ? "--input " + array.group(1) : OPTIONS.getOrDefault(argument, argument);
  }

  /**
   * Parses values of an option that is repeated, each written {@code NAME=VALUE}.
   *
   * @param option such as {@code --input}
   * @param values as written on the command line
   * @return values by name, in the order given
   * @throws IllegalArgumentException if there is no {@code =} or a name comes twice
   */
  public static Map<String, String> parse(String option, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String text : values) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new IllegalArgumentException(
            "%s: expected NAME=VALUE but got '%s'".formatted(option, text));
      }
      String name = text.substring(0, equals);
      if (named.put(name, text.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "%s: expected one value a name but got two for '%s'".formatted(option, name));
      }
    }
    return named;
  }
}
