package org.stnjava.cli;

import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Complaints of the library about arguments, under the names of the command line's options. */
final class Arguments {

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

  /** Does something so that an argument that is wrong is called as the option that gave it. */
  static <R> R named(Supplier<R> work) {
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
}
