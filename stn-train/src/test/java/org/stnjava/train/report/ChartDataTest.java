package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.report.AngleFit.AnglePair;

class ChartDataTest {
  private static final Evaluation NOTHING = new Evaluation(1, new int[0], new float[0]);

  private static JsonNode json(Report report) throws IOException {
    return new ObjectMapper().readTree(ChartData.of(report));
  }

  private static Report report(MetricRow... history) {
    return Report.of("", List.of(history), NOTHING);
  }

  @Test
  void givesTheErrorInPercent() throws IOException {
    JsonNode data = json(report(new MetricRow(10, 0.5, 2, 1.5, 0.25, 0.01)));

    assertThat(data.get("set")).hasToString("\"test\"");
    assertThat(data.get("step")).hasToString("[10]");
    assertThat(data.get("trainLoss")).hasToString("[2]");
    assertThat(data.get("loss")).hasToString("[1.5]");
    assertThat(data.get("error")).hasToString("[25]");
    assertThat(data.get("learningRate")).hasToString("[0.01]");
  }

  @Test
  void leavesAGapWhereThereIsNoNumber() throws IOException {
    double inf = Double.POSITIVE_INFINITY;

    JsonNode data =
        json(
            report(
                new MetricRow(1, 0, Double.NaN, inf, 0, 0), new MetricRow(2, 0, 1, 1e300, 0, 0)));

    assertThat(data.get("trainLoss")).hasToString("[null,1]");
    assertThat(data.get("loss")).hasToString("[null,null]");
  }

  @Test
  void drawsTheFittedLineOverTheRangeOfTheInputs() throws IOException {
    JsonNode data =
        json(report().withAngles(List.of(new AnglePair(-30, 61), new AnglePair(45, -89))));

    assertThat(data.get("angles"))
        .hasToString("[{\"x\":-30.0,\"y\":61.0},{\"x\":45.0,\"y\":-89.0}]");
    assertThat(data.get("line")).isEqualTo(data.get("angles"));
  }

  @Test
  void drawsNoLineThroughOnePoint() throws IOException {
    JsonNode data =
        json(report().withAngles(List.of(new AnglePair(3, 4), new AnglePair(3, Double.NaN))));

    assertThat(data.get("angles")).hasSize(1);
    assertThat(data.get("line")).isEmpty();
  }

  @Test
  void thinsManyDotsEvenly() {
    List<AnglePair> many = IntStream.range(0, 5001).mapToObj(i -> new AnglePair(i, 2 * i)).toList();

    List<AnglePair> drawn = ChartData.drawn(many);

    assertThat(drawn).hasSize(1667).hasSizeLessThanOrEqualTo(ChartData.MOST_DOTS);
    assertThat(drawn.get(1666).input()).isEqualTo(4998);
  }
}
