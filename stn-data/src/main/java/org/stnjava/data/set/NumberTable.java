package org.stnjava.data.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a table of pictures and their numbers: a line {@code FILE,NUMBER} for each picture. */
final class NumberTable {

  private static final Pattern LINE = Pattern.compile("(.+),\\s*(\\d+)\\s*");

  private NumberTable() {}

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException if a line is none; names it
   * @throws IOException if the file cannot be read
   */
  static List<NumberedPicture> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<NumberedPicture> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (!line.matches()) {
        throw new IllegalArgumentException(
            "%s, line %d: expected FILE,NUMBER, such as 'a.png,42', but got '%s'"
                .formatted(file, i + 1, lines.get(i)));
      }
      List<Integer> digits = line.group(2).chars().map(digit -> digit - '0').boxed().toList();
      all.add(new NumberedPicture(line.group(1).strip(), digits, Optional.empty()));
    }
    return all;
  }
}
