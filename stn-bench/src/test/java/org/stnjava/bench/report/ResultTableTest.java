package org.stnjava.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.peer.Timing;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.Workloads;

class ResultTableTest {

  private static final Map<Column, String> VERSIONS = Map.of(Column.TORCH, "2.7.1 (DJL)");

  /** Each repetition uses two cores all the time. */
  private static Samples samples(Double... millis) {
    return samples(0, millis);
  }

  private static Samples samples(int disturbed, Double... millis) {
    List<Timing> timings = Stream.of(millis).map(each -> new Timing(each, 2 * each)).toList();
    return new Samples("somebody", timings, disturbed);
  }

  private static Row row() {
    return new Row(
        Workloads.named(List.of("a")).get(1),
        Map.of(
            Column.PORTABLE, samples(12.0, 10.0, 14.0),
            Column.FAST, samples(0.5, 1.5, 1.0),
            Column.TORCH, samples(1, 2.0, 120.0, 1.0)));
  }

  @Test
  void givesMediansSpreadsTheRatioAndAStarForWhatWasDisturbed() {
    assertThat(ResultTable.head(VERSIONS) + ResultTable.line(row()))
        .isEqualTo(
            """
            | workload | sizes | pass | portable | fast | PyTorch 2.7.1 (DJL) | ONNX Runtime | fast / PyTorch |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            | a | 64×60×60×1 to 28×28, bilinear | both | 12.0 (10.0 to 14.0) | 1.00 (0.50 to 1.50) | 2.00 (1.00 to 120)* | – | 0.50* |
            """);
  }

  @Test
  void givesMeansOfCoreTimesAndTheirRatio() {
    assertThat(CoreTable.of(List.of(row()), VERSIONS))
        .isEqualTo(
            """
            | core-milliseconds | pass | portable | fast | PyTorch 2.7.1 (DJL) | ONNX Runtime | fast / PyTorch |
            | --- | --- | --- | --- | --- | --- | --- |
            | a | both | 24.0 | 2.00 | 82.0* | – | 0.02* |
            """);
  }

  @Test
  void givesAllOfItToOtherPrograms() {
    assertThat(row().entry())
        .containsEntry("workload", "a")
        .containsEntry("pass", "both")
        .containsEntry("fast_ms", 1.0)
        .containsEntry("fast_core_ms", 2.0)
        .containsEntry("fast_disturbed", 0)
        .containsEntry("torch_disturbed", 1)
        .containsEntry("onnxruntime_core_ms", null)
        .containsEntry("ratio_to_torch", 0.5)
        .containsEntry("core_ratio_to_torch", 2.0 / 82)
        .hasSize(16);
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
            | tutorial-train-64 | 4,000 | 2,000 | 2.00 | +100 % | +220 % |
            | tutorial-plain-train-64 | 8,000 | 6,400 | 1.25 | – | – |
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
