package org.stnjava.cli;

import java.util.Map;
import java.util.function.Supplier;

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
          Map.entry("out", "--out"),
          Map.entry("rate", "--lr"),
          Map.entry("scale", "--scale"),
          Map.entry("signature", "--signature"),
          Map.entry("train", "--train"));

  private Arguments() {}

  /** Does something so that an argument that is wrong is called as the option that gave it. */
  static <R> R named(Supplier<R> work) {
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
}
