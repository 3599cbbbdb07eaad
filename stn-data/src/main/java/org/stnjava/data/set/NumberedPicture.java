package org.stnjava.data.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stnjava.data.set.Raster.Region;

/**
 * The number that a picture shows.
 *
 * @param name the picture's file name
 * @param digits from left to right
 * @param region where they are, if that is known
 */
record NumberedPicture(String name, List<Integer> digits, Optional<Region> region) {

  private static final Pattern LINE = Pattern.compile("(.+),\\s*(\\d+)\\s*");

  /**
   * Reads a table: a line {@code FILE,NUMBER} for each picture.
   *
   * @throws IllegalArgumentException if a line is none; names it
   * @throws IOException if the file cannot be read
   */
  static List<NumberedPicture> readTable(Path file) throws IOException {
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
