package org.stnjava.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.workload.Workload;

/**
 * The results as a table in Markdown: medians in milliseconds, in brackets the spread, and a star
 * behind what stayed disturbed.
 */
public final class ResultTable {

  private ResultTable() {}

  /**
   * Writes the lines above the rows.
   *
   * @param versions of the peers that are there
   * @return lines, each ended
   */
  public static String head(Map<Column, String> versions) {
    return Markdown.head(List.of("workload", "sizes", "pass"), versions);
  }

  /**
   * Writes one row.
   *
   * @param row the row
   * @return its line, ended
   */
  public static String line(Row row) {
    Workload workload = row.workload();
    List<String> cells = new ArrayList<>();
    cells.addAll(List.of(workload.name(), workload.description(), workload.pass().label()));
    for (Column column : Column.values()) {
      cells.add(Markdown.cell(row.time(column).map(ResultTable::cell)));
    }
    cells.add(Markdown.cell("%.2f" + row.star(), row.ratioToTorch(Samples::median)));
    return Markdown.line(cells);
  }

  private static String cell(Samples samples) {
    return "%s (%s to %s)%s"
        .formatted(
            Markdown.millis(samples.median()),
            Markdown.millis(samples.low()),
            Markdown.millis(samples.high()),
            samples.star());
  }
}
