package org.stnjava.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.stnjava.bench.peer.Column;

/** Bars of each contender's time over PyTorch's; without PyTorch, over the portable graph's. */
final class RatioPlot {

  private static final int WIDTH_OF_A_ROW = 70;
  private static final int LEAST_WIDTH = 640;
  private static final int HEIGHT = 480;

  private RatioPlot() {}

  /** Draws a PNG. */
  static void write(List<Row> rows, OutputStream out) throws IOException {
    Column base =
        rows.stream().anyMatch(row -> row.time(Column.TORCH).isPresent())
            ? Column.TORCH
            : Column.PORTABLE;
    List<String> names =
        rows.stream()
            .map(row -> row.workload().name() + " " + row.workload().pass().label())
            .toList();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Math.max(LEAST_WIDTH, WIDTH_OF_A_ROW * rows.size()))
            .height(HEIGHT)
            .title("Time over that of " + base.title() + "; below 1 is faster")
            .build();
    chart.getStyler().setXAxisLabelRotation(90).setXAxisTickMarkSpacingHint(1).setYAxisMin(0.0);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    for (Column column : Column.values()) {
      List<@Nullable Double> ratios = new ArrayList<>();
      rows.forEach(row -> ratios.add(ratio(row, column, base)));
      if (ratios.stream().anyMatch(ratio -> ratio != null)) {
        chart.addSeries(column.title(), names, ratios);
      }
    }
    ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", out);
  }

  private static @Nullable Double ratio(Row row, Column column, Column base) {
    return row.time(column)
        .flatMap(time -> row.time(base).map(other -> time.median() / other.median()))
        .orElse(null);
  }
}
