package org.stnjava.bench.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stnjava.ops.sample.Sampler;

/**
 * Costs along one axis.
 *
 * @param axis what grows
 * @param how in which way the toolkit ran
 * @param costs by the number on the axis
 */
public record CostCurve(Work.Axis axis, String how, TreeMap<Integer, Cost> costs) {

  /** The head of the table whose lines {@link #lines} writes. */
  public static final String HEAD =
      """
      | what grows | number | path | forward ms | both ms | memory, MB |
      | --- | --- | --- | --- | --- | --- |
      """;

  /**
   * Measures along an axis.
   *
   * @param axis what grows
   * @param how in which way, for the legend
   * @param sampler that way
   * @return the curve
   */
  public static CostCurve of(Work.Axis axis, String how, Sampler sampler) {
    TreeMap<Integer, Cost> costs = new TreeMap<>();
    for (int value : axis.points()) {
      costs.put(value, Cost.of(axis.at(value), sampler));
    }
    return new CostCurve(axis, how, costs);
  }

  /** {@return the costs as lines of a table in Markdown} */
  public String lines() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Integer, Cost> point : costs.entrySet()) {
      Cost cost = point.getValue();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %.2f | %.2f | %.1f |\n",
              axis.title(),
              point.getKey(),
              how,
              cost.forward(),
              cost.both(),
              cost.peakBytes() / 1e6));
    }
    return String.join("", lines);
  }
}
