package org.stnjava.cli;

import java.util.Optional;
import java.util.stream.Stream;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;

/** Numbers or truth values on the command line, with commas between them if there are several. */
final class Literal {

  private Literal() {}

  /** Reads a vector of int64, float64 or bool; empty if the text is none. */
  static Optional<NpyArray> parse(String text) {
    String[] parts = text.split(",", -1);
    if (Stream.of(parts).allMatch(part -> part.matches("(?i)true|false"))) {
      return Optional.of(truths(parts));
    }
    try {
      return Optional.of(
          Stream.of(parts).allMatch(part -> part.matches("[-+]?\\d+"))
              ? NpyArray.of(Stream.of(parts).mapToLong(Long::parseLong).toArray(), parts.length)
              : NpyArray.of(
                  Stream.of(parts).mapToDouble(Double::parseDouble).toArray(), parts.length));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static NpyArray truths(String... parts) {
    byte[] values = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = (byte) (Boolean.parseBoolean(parts[i]) ? 1 : 0);
    }
    return NpyArray.ofBytes(values, NpyType.BOOL, parts.length);
  }
}
