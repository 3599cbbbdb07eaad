package org.stnjava.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.stnjava.bench.peer.Column;

/** The results as a table in Markdown: medians in milliseconds, in brackets the spread. */
public final class ResultTable {

  private static final String NOTHING = "–";

  private ResultTable() {}

  /**
   * Writes the lines above the rows.
   *
   * @param versions of the peers that are there
   * @return lines, each ended
   */
  public static String head(Map<Column, String> versions) {
    List<String> headings = new ArrayList<>(List.of("workload", "sizes", "pass"));
    for (Column column : Column.values()) {
      headings.add((column.title() + " " + versions.getOrDefault(column, "")).strip());
    }
    headings.addAll(List.of("fast / PyTorch", "java / PyTorch"));
    return line(headings) + line(headings.stream().map(heading -> "---").toList());
  }

  /**
   * Writes one row.
   *
   * @param row the row
   * @return its line, ended
   */
  public static String line(Row row) {
    return line(cells(row));
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.workload().name());
    cells.add(row.workload().description());
    cells.add(row.workload().pass().label());
    for (Column column : Column.values()) {
      cells.add(row.time(column).map(ResultTable::cell).orElse(NOTHING));
    }
    cells.add(cell(row.ratioToTorch()));
    cells.add(cell(row.javaRatioToTorch()));
    return cells;
  }

  private static String cell(OptionalDouble ratio) {
    return ratio.isPresent() ? format("%.2f", ratio.getAsDouble()) : NOTHING;
  }

  private static String cell(Samples samples) {
    return "%s (%s to %s)"
        .formatted(millis(samples.median()), millis(samples.low()), millis(samples.high()));
  }

  /** Three digits that count. */
  private static String millis(double millis) {
    return format(millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
  }

  private static String format(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
