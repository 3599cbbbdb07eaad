package org.stnjava.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.Workload;
import org.stnjava.bench.workload.Workloads;

class ResultTableTest {

  private static Samples samples(Double... millis) {
    return new Samples("somebody", List.of(millis));
  }

  @Test
  void givesMediansSpreadsAndTheRatioOfTheFasterPath() {
    Workload workload = Workloads.named(List.of("a")).get(1);
    Row row =
        new Row(
            workload,
            Map.of(
                Column.PORTABLE, samples(12.0, 10.0, 14.0),
                Column.FAST, samples(0.5, 1.5, 1.0),
                Column.JAVA, samples(0.5, 0.5, 0.6),
                Column.TORCH, samples(2.0, 120.0, 1.0)));

    assertThat(ResultTable.head(Map.of(Column.TORCH, "2.7.1 (DJL)")) + ResultTable.line(row))
        .isEqualTo(
            """
            | workload | sizes | pass | portable | fast | java | PyTorch 2.7.1 (DJL) | ONNX Runtime | fast / PyTorch | java / PyTorch |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | a | 64×60×60×1 to 28×28, bilinear | both | 12.0 (10.0 to 14.0) | 1.00 (0.50 to 1.50) | 0.50 (0.50 to 0.60) | 2.00 (1.00 to 120) | – | 0.50 | 0.25 |
            """);
  }

  @Test
  void givesWhatTheTransformerAdds() {
    List<Row> rows =
        List.of(
            row(Network.TUTORIAL, samples(16.0), samples(32.0)),
            row(Network.TUTORIAL_PLAIN, samples(8.0), samples(10.0)));

    assertThat(NetworkTable.of(rows))
        .endsWith(
            """
            | tutorial-train-64 | 4,000 | – | 2,000 | 2.00 | – | +100 % | +220 % |
            | tutorial-plain-train-64 | 8,000 | – | 6,400 | 1.25 | – | – | – |
            """);
  }

  private static Row row(Network network, Samples ours, Samples torch) {
    return new Row(
        new NetworkWorkload(network, Pass.BOTH, 64),
        Map.of(Column.PORTABLE, ours, Column.TORCH, torch));
  }

  @Test
  void saysNothingOfNetworksThatWereNotTimed() {
    Row row = new Row(Workloads.named(List.of("a")).get(0), Map.of(Column.PORTABLE, samples(1.0)));

    assertThat(NetworkTable.of(List.of(row))).isEmpty();
  }
}
