package org.stnjava.cli;

import java.util.Map;
import java.util.function.Supplier;

/** Complaints of the library about arguments, under the names of the command line's options. */
final class Arguments {

  /** The options by the arguments' names. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "batch", "--batch",
          "constants", "--feed",
          "inputs", "--input",
          "labels", "--labels",
          "logits", "--logits",
          "rate", "--lr",
          "signature", "--signature",
          "train", "--train");

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
