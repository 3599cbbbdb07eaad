package org.stnjava.train.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.report.AngleFit.AnglePair;

/** The data of the charts as JSON, for the page's script. */
final class ChartData {
  /** More dots than this are indistinguishable and make the page slow. */
  static final int MOST_DOTS = 2000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ChartData() {}

  /** Returns JSON that may stand inside a script element. */
  static String of(Report report) {
    List<MetricRow> history = report.history();
    ObjectNode root = JSON.objectNode();
    root.set("step", column(history, MetricRow::step));
    root.set("epoch", column(history, MetricRow::epoch));
    root.set("trainLoss", column(history, MetricRow::trainLoss));
    root.put("set", report.set().label());
    root.set("loss", column(history, MetricRow::loss));
    root.set("error", column(history, row -> 100 * row.error()));
    root.set("learningRate", column(history, MetricRow::learningRate));
    root.set("angles", dots(report.angles()));
    root.set("line", line(report.angles()));
    return root.toString().replace("<", "\\u003c");
  }

  /** Thins the pairs evenly until no more than {@link #MOST_DOTS} are left. */
  static List<AnglePair> drawn(List<AnglePair> pairs) {
    List<AnglePair> finite = pairs.stream().filter(AnglePair::isFinite).toList();
    int every = (finite.size() + MOST_DOTS - 1) / MOST_DOTS;
    return every <= 1
        ? finite
        : IntStream.iterate(0, i -> i < finite.size(), i -> i + every)
            .mapToObj(finite::get)
            .toList();
  }

  private static ArrayNode column(List<MetricRow> rows, ToDoubleFunction<MetricRow> value) {
    ArrayNode column = JSON.arrayNode();
    rows.forEach(row -> add(column, value.applyAsDouble(row)));
    return column;
  }

  /** JSON has no NaN and no infinity: a gap takes their place. */
  private static void add(ArrayNode array, double value) {
    if (!Float.isFinite((float) value)) {
      array.addNull();
    } else if (value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE) {
      array.add((int) value);
    } else {
      array.add((float) value);
    }
  }

  private static ArrayNode dots(List<AnglePair> pairs) {
    ArrayNode dots = JSON.arrayNode();
    drawn(pairs).forEach(pair -> dots.add(point(pair.input(), pair.found())));
    return dots;
  }

  private static ArrayNode line(List<AnglePair> pairs) {
    ArrayNode line = JSON.arrayNode();
    AngleFit fit = AngleFit.of(pairs);
    if (fit.hasLine()) {
      var range =
          pairs.stream()
              .filter(AnglePair::isFinite)
              .mapToDouble(AnglePair::input)
              .summaryStatistics();
      line.add(point(range.getMin(), fit.at(range.getMin())));
      line.add(point(range.getMax(), fit.at(range.getMax())));
    }
    return line;
  }

  private static ObjectNode point(double x, double y) {
    return JSON.objectNode().put("x", hundredths(x)).put("y", hundredths(y));
  }

  private static double hundredths(double value) {
    return Math.rint(100 * value) / 100;
  }
}
