package org.stnjava.train.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.samskivert.mustache.Mustache;
import java.util.List;
import org.stnjava.train.metric.MetricRow;

/**
 * Several runs as one HTML page that needs nothing beside it: a table, and their curves in one
 * chart. Equal comparisons give equal bytes.
 *
 * @param title headline of the page
 * @param titles what stands above the columns of the table
 * @param rows the cells of the table
 * @param curves a curve for each run
 */
public record ComparisonPage(
    String title, List<String> titles, List<List<String>> rows, List<Curve> curves) {

  /**
   * The curves of a run.
   *
   * @param name of the run
   * @param line the row of the table that it belongs to, from 0, which decides its color
   * @param history the metrics by rising step
   */
  public record Curve(String name, int line, List<MetricRow> history) {}

  /** {@return the page's text} */
  public String html() {
    return Mustache.compiler().compile(PageResource.own("comparison.mustache")).execute(this);
  }

  String style() {
    return PageResource.own("report.css");
  }

  String chartLibrary() {
    return PageResource.chartLibrary();
  }

  /** The points of all curves as JSON that may stand inside a script element. */
  String data() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ArrayNode all = json.arrayNode();
    for (Curve curve : curves) {
      ObjectNode node = all.addObject().put("name", curve.name()).put("line", curve.line());
      ArrayNode error = node.putArray("error");
      ArrayNode loss = node.putArray("loss");
      for (MetricRow row : curve.history()) {
        addPoint(error, row.step(), 100 * row.error());
        addPoint(loss, row.step(), row.loss());
      }
    }
    return all.toString().replace("<", "\\u003c");
  }

  /** A value that is not finite is a gap. */
  private static void addPoint(ArrayNode points, int step, double value) {
    if (Float.isFinite((float) value)) {
      points.addObject().put("x", step).put("y", (float) value);
    }
  }
}
