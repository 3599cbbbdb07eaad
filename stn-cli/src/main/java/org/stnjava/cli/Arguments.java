package org.stnjava.cli;

import java.util.List;
import java.util.function.Supplier;

/** Complaints of the library about arguments, under the names of the command line's options. */
final class Arguments {

  private static final List<String> OPTIONS =
      List.of("batch", "constants", "inputs", "labels", "logits", "signature", "train");

  private Arguments() {}

  /** Does something so that an argument that is wrong is called as the option that gave it. */
  static <R> R named(Supplier<R> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      boolean isOption = OPTIONS.stream().anyMatch(name -> message.startsWith(name + ": "));
      throw new IllegalArgumentException(isOption ? "--" + message : message, e);
    }
  }
}
