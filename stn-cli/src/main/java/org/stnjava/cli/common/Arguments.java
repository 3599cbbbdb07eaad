package org.stnjava.cli.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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
          Map.entry("out", "--out"),
          Map.entry("rate", "--lr"),
          Map.entry("scale", "--scale"),
          Map.entry("signature", "--signature"),
          Map.entry("train", "--train"));

  private Arguments() {}

  /** Runs an operation; a message about an argument names the option that it came from. */
  public static <R> R named(Supplier<R> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int colon = Math.max(0, message.indexOf(": "));
      String argument = message.substring(0, colon);
      throw new IllegalArgumentException(
          OPTIONS.getOrDefault(argument, argument) + message.substring(colon), e);
    }
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
