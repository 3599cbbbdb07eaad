package org.stnjava.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.workload.NetworkWorkload;

/**
 * The networks' times as a second table in Markdown: images a second, and what the transformer adds
 * to the time of the same network without it.
 */
public final class NetworkTable {

  private static final String HEAD =
      """
      | network | fast, images/s | PyTorch, images/s | fast / PyTorch | transformer adds, fast | transformer adds, PyTorch |
      | --- | --- | --- | --- | --- | --- |
      """;

  private static final double MILLIS = 1000;

  private final List<Row> rows;

  private NetworkTable(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Writes the table.
   *
   * @param rows all rows
   * @return lines, each ended; empty if no row is a network's
   */
  public static String of(List<Row> rows) {
    NetworkTable table = new NetworkTable(rows);
    StringBuilder lines = new StringBuilder();
    for (Row row : rows) {
      if (row.workload() instanceof NetworkWorkload network) {
        lines.append(table.line(row, network));
      }
    }
    return lines.isEmpty() ? "" : HEAD + lines;
  }

  private String line(Row row, NetworkWorkload network) {
    Optional<Double> ours = row.ours().map(time -> rate(time, network));
    Optional<Double> torch = row.time(Column.TORCH).map(time -> rate(time, network));
    return Markdown.line(
        List.of(
            network.name(),
            Markdown.cell("%,.0f", ours),
            Markdown.cell("%,.0f", torch),
            Markdown.cell("%.2f" + row.star(), ratio(ours, torch)),
            Markdown.cell("%+.0f %%", added(row, network, Row::ours)),
            Markdown.cell("%+.0f %%", added(row, network, other -> other.time(Column.TORCH)))));
  }

  private static Optional<Double> ratio(Optional<Double> ours, Optional<Double> torch) {
    return ours.flatMap(rate -> torch.map(other -> rate / other));
  }

  private static double rate(Samples time, NetworkWorkload network) {
    return MILLIS * network.batch() / time.median();
  }

  /** In percent of the time without the transformer. */
  private Optional<Double> added(
      Row row, NetworkWorkload network, Function<Row, Optional<Samples>> who) {
    return network
        .withoutTransformer()
        .flatMap(plain -> rows.stream().filter(r -> r.workload().equals(plain)).findFirst())
        .flatMap(who)
        .flatMap(
            without -> who.apply(row).map(with -> 100 * (with.median() / without.median() - 1)));
  }
}
