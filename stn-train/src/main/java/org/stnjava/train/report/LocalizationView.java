package org.stnjava.train.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.metric.Localization.Take;

/**
 * Which objects the transformers took, as the page shows it.
 *
 * @param objects the heads of the columns, one an object and one for nothing
 * @param rows one a transformer
 * @param note how often all of them succeeded
 */
record LocalizationView(List<String> objects, List<Row> rows, String note) {
  /**
   * One transformer.
   *
   * @param color index of its color
   * @param name its name
   * @param iou mean intersection over union
   * @param success how often it found its object
   * @param taken how often it took each object, and nothing
   * @param bins the bars of its histogram
   */
  record Row(
      int color, String name, String iou, String success, List<String> taken, List<Bin> bins) {}

  /**
   * A bar of a histogram.
   *
   * @param label its range and count in words
   * @param height percent of the highest bar
   * @param kind {@code hit} for a success, else {@code miss}
   */
  record Bin(String label, int height, String kind) {}

  static LocalizationView of(Localization localization, List<String> names) {
    List<String> objects =
        IntStream.rangeClosed(1, localization.objects()).mapToObj(i -> "Object " + i).toList();
    List<Row> rows =
        IntStream.range(0, localization.transformers())
            .mapToObj(t -> row(localization, t, t < names.size() ? names.get(t) : "st" + t))
            .toList();
    String note =
        "In %s of %s images every transformer finds an object of its own."
            .formatted(
                DisplayFormat.percent(localization.wholeSuccess()),
                DisplayFormat.count(localization.images().size()));
    return new LocalizationView(objects, rows, note);
  }

  private static Row row(Localization localization, int transformer, String name) {
    List<String> taken =
        IntStream.concat(IntStream.range(0, localization.objects()), IntStream.of(Take.NOTHING))
            .mapToObj(object -> DisplayFormat.percent(localization.taking(transformer, object)))
            .toList();
    return new Row(
        SampleView.color(transformer),
        name,
        String.format(Locale.ROOT, "%.3f", localization.meanIou(transformer)),
        DisplayFormat.percent(localization.success(transformer)),
        taken,
        bins(localization.histogram(transformer)));
  }

  private static List<Bin> bins(int[] counts) {
    int most = Math.max(1, Arrays.stream(counts).max().orElse(0));
    return IntStream.range(0, counts.length)
        .mapToObj(
            i -> {
              double from = (double) i / counts.length;
              String label =
                  String.format(
                      Locale.ROOT,
                      "%.1f to %.1f: %,d images",
                      from,
                      from + 1.0 / counts.length,
                      counts[i]);
              int height = counts[i] == 0 ? 0 : Math.max(2, Math.round(100f * counts[i] / most));
              return new Bin(label, height, from >= Localization.SUCCESS ? "hit" : "miss");
            })
        .toList();
  }
}
