package org.stnjava.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.bench.peer.Column;

/**
 * The CPU time of a repetition as a table in Markdown, in milliseconds summed over the cores: what
 * other processes hardly change.
 */
public final class CoreTable {

  private CoreTable() {}

  /**
   * Writes the table.
   *
   * @param rows all rows
   * @param versions of the peers that are there
   * @return lines, each ended
   */
  public static String of(List<Row> rows, Map<Column, String> versions) {
    StringBuilder lines = new StringBuilder();
    lines.append(Markdown.head(List.of("core-milliseconds", "pass"), versions));
    rows.forEach(row -> lines.append(line(row)));
    return lines.toString();
  }

  private static String line(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.workload().name());
    cells.add(row.workload().pass().label());
    for (Column column : Column.values()) {
      cells.add(Markdown.cell(row.time(column).map(CoreTable::cell)));
    }
    cells.add(Markdown.cell("%.2f" + row.star(), row.ratioToTorch(Samples::coreMillis)));
    return Markdown.line(cells);
  }

  private static String cell(Samples samples) {
    return Markdown.millis(samples.coreMillis()) + samples.star();
  }
}
