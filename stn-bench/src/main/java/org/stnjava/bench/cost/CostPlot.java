package org.stnjava.bench.cost;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Time above, memory below, a column for each axis; scales are logarithmic but for the number of
 * transformers.
 */
public final class CostPlot {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 300;

  private CostPlot() {}

  /**
   * Draws the plot.
   *
   * @param curves any number for each axis
   * @param out where the PNG goes
   * @throws IOException if it cannot be written
   */
  public static void write(List<CostCurve> curves, OutputStream out) throws IOException {
    List<XYChart> times = new ArrayList<>();
    List<XYChart> memory = new ArrayList<>();
    for (Work.Axis axis : Work.Axis.values()) {
      List<CostCurve> own = curves.stream().filter(curve -> curve.axis() == axis).toList();
      XYChart time = chart(axis, "ms");
      XYChart bytes = chart(axis, "MB");
      for (CostCurve curve : own) {
        add(time, curve, curve.how() + ", forward", Cost::forward);
        add(time, curve, curve.how() + ", both", Cost::both);
        add(bytes, curve, curve.how() + ", both", cost -> cost.peakBytes() / 1e6);
      }
      times.add(time);
      memory.add(bytes);
    }
    ImageIO.write(sheet(List.of(times, memory)), "png", out);
  }

  private static XYChart chart(Work.Axis axis, String unit) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(axis.title())
            .yAxisTitle(unit)
            .build();
    boolean decades = axis != Work.Axis.TRANSFORMERS;
    chart.getStyler().setXAxisLogarithmic(decades).setYAxisLogarithmic(decades);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  private static void add(
      XYChart chart, CostCurve curve, String name, ToDoubleFunction<Cost> figure) {
    List<Double> heights =
        curve.costs().values().stream().map(cost -> figure.applyAsDouble(cost)).toList();
    chart.addSeries(name, List.copyOf(curve.costs().keySet()), heights);
  }

  private static BufferedImage sheet(List<List<XYChart>> rows) {
    int columns = rows.get(0).size();
    BufferedImage sheet =
        new BufferedImage(WIDTH * columns, HEIGHT * rows.size(), BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns; column++) {
        BufferedImage panel = BitmapEncoder.getBufferedImage(rows.get(row).get(column));
        sheet.createGraphics().drawImage(panel, column * WIDTH, row * HEIGHT, null);
      }
    }
    return sheet;
  }
}
