package org.stnjava.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.stnjava.ops.sample.Sampler;

class CostCurveTest {

  private static CostCurve curve(Work.Axis axis) {
    Map<Integer, Cost> costs =
        Map.of(1, new Cost(0.5, 1.25, 2_000_000), 4, new Cost(2, 5, 8_000_000));
    return new CostCurve(axis, "portable", new TreeMap<>(costs));
  }

  @Test
  void isWrittenAsATable() {
    assertThat(curve(Work.Axis.BATCH).lines())
        .isEqualTo(
            """
            | images | 1 | portable | 0.50 | 1.25 | 2.0 |
            | images | 4 | portable | 2.00 | 5.00 | 8.0 |
            """);
  }

  @Test
  void isDrawnInAColumnForEachAxis() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();

    CostPlot.write(Stream.of(Work.Axis.values()).map(CostCurveTest::curve).toList(), png);

    assertThat(ImageIO.read(new ByteArrayInputStream(png.toByteArray())).getWidth())
        .isEqualTo(4 * 480);
  }

  @Test
  void countsTheMemoryOfEverySampler() {
    long one = Cost.of(new Work(2, 9, 3, 1), Sampler.bilinear()).peakBytes();
    long three = Cost.of(new Work(2, 9, 3, 3), Sampler.bilinear()).peakBytes();

    long sampled = 2 * 9 * 9 * 3 * Float.BYTES;
    assertThat(one).isGreaterThan(sampled);
    assertThat(three).isGreaterThan(one + sampled);
  }

  @Test
  void changesOneNumberAlongAnAxis() {
    assertThat(Stream.of(Work.Axis.values()).map(axis -> axis.at(5)).toList())
        .isEqualTo(
            List.of(
                new Work(5, 64, 8, 1),
                new Work(16, 5, 8, 1),
                new Work(16, 64, 5, 1),
                new Work(16, 64, 8, 5)));
  }

  @Test
  void namesTheAxes() {
    assertThatThrownBy(() -> Work.Axis.byName("size"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("only: expected some of [batch, side, channels, transformers] but got 'size'");
  }
}
