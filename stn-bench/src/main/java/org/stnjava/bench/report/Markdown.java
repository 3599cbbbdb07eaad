package org.stnjava.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stnjava.bench.peer.Column;

/** Lines of tables, each ended, and what stands in their cells. */
final class Markdown {

  private static final String NOTHING = "–";

  private Markdown() {}

  /** The heading, with a column for each contender and one for the ratio. */
  static String head(List<String> first, Map<Column, String> versions) {
    List<String> headings = new ArrayList<>(first);
    for (Column column : Column.values()) {
      headings.add((column.title() + " " + versions.getOrDefault(column, "")).strip());
    }
    headings.add("fast / PyTorch");
    return line(headings) + line(headings.stream().map(heading -> "---").toList());
  }

  static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  static String cell(String format, Optional<Double> number) {
    return number.map(n -> String.format(Locale.ROOT, format, n)).orElse(NOTHING);
  }

  static String cell(Optional<String> text) {
    return text.orElse(NOTHING);
  }

  /** Three digits that count. */
  static String millis(double millis) {
    return String.format(
        Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
  }
}
