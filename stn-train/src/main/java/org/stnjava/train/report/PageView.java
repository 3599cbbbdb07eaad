package org.stnjava.train.report;

import com.google.common.base.Ascii;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.report.Report.Gallery;

/** A report in the words and the order of the page's template. */
record PageView(Report report, double margin) {
  /** Room around the pictures, as a share of their longer side. */
  private static final double LEAST_MARGIN = 0.06;

  private static final double MOST_MARGIN = 0.35;

  /** This share of the outlines is seen whole; a few wild ones must not make all images small. */
  private static final double SEEN_WHOLE = 0.9;

  /**
   * A name with its value, and a line of small print.
   *
   * @param name what it is
   * @param value how much
   * @param note more to say, or empty
   */
  record Fact(String name, String value, String note) {}

  /**
   * A part of the gallery.
   *
   * @param title headline
   * @param note what the images are
   * @param samples the images
   */
  record Section(String title, String note, List<SampleView> samples) {}

  /**
   * A color and the transformer it stands for.
   *
   * @param color index of the color
   * @param name the transformer's name
   */
  record Key(int color, String name) {}

  /** A row of the table behind the curves. */
  record Numbers(
      String step,
      String epoch,
      String trainLoss,
      String loss,
      String error,
      String rate,
      String images) {
    static Numbers of(MetricRow row) {
      return new Numbers(
          DisplayFormat.count(row.step()),
          DisplayFormat.number(row.epoch()),
          DisplayFormat.number(row.trainLoss()),
          DisplayFormat.number(row.loss()),
          DisplayFormat.percent(row.error()),
          DisplayFormat.number(row.learningRate()),
          row.images() == 0 ? "" : DisplayFormat.count(row.images()));
    }
  }

  static PageView of(Report report) {
    if (!transformed(report)) {
      return new PageView(report, 0);
    }
    // A little more than the overhang, so that a line on the edge is whole.
    double margin = usualOverhang(report.gallery()) + LEAST_MARGIN / 2;
    return new PageView(report, Math.max(LEAST_MARGIN, Math.min(MOST_MARGIN, margin)));
  }

  String title() {
    return report.title();
  }

  List<Fact> tiles() {
    Evaluation evaluation = report.evaluation();
    List<Fact> tiles = new ArrayList<>();
    tiles.add(
        new Fact(
            "Test error",
            DisplayFormat.percent(evaluation.error()),
            "%s of %s wrong"
                .formatted(
                    DisplayFormat.count(evaluation.errors()),
                    DisplayFormat.count(evaluation.size()))));
    if (evaluation.labelsPerImage() > 1) {
      tiles.add(labelError(evaluation));
    }
    tiles.add(
        new Fact(
            "Test loss",
            DisplayFormat.number(evaluation.meanLoss()),
            evaluation.undecided() == 0 ? "nats, mean" : "not all logits are finite"));
    tiles.addAll(facts(report.summary()));
    return tiles;
  }

  private static Fact labelError(Evaluation evaluation) {
    return new Fact(
        "Label error",
        DisplayFormat.percent(evaluation.labelError()),
        "%s of %s wrong, %d an image"
            .formatted(
                DisplayFormat.count(evaluation.labelErrors()),
                DisplayFormat.count(evaluation.labels().length),
                evaluation.labelsPerImage()));
  }

  List<Fact> settings() {
    return facts(report.settings());
  }

  boolean configured() {
    return !report.settings().isEmpty();
  }

  /** Which images the curves are about. */
  String set() {
    return report.set().label();
  }

  /** The same at the beginning of a line. */
  String setTitle() {
    return Ascii.toUpperCase(set().substring(0, 1)) + set().substring(1);
  }

  List<Numbers> history() {
    return report.history().stream().map(Numbers::of).toList();
  }

  boolean trained() {
    return !report.history().isEmpty();
  }

  ConfusionView confusion() {
    return ConfusionView.of(report.evaluation());
  }

  boolean evaluated() {
    return report.evaluation().size() > 0;
  }

  List<Section> sections() {
    Gallery gallery = report.gallery();
    return Stream.of(
            section("At random", "Drawn from the test set.", gallery.samples()),
            section("Best", "The lowest losses of the test set.", gallery.best()),
            section("Worst", "The highest losses of the test set.", gallery.worst()))
        .filter(section -> !section.samples().isEmpty())
        .toList();
  }

  boolean illustrated() {
    return everySample(report.gallery()).findAny().isPresent();
  }

  boolean transformed() {
    return transformed(report);
  }

  /** The transformers of the whole gallery with their colors. */
  List<Key> keys() {
    Set<Key> keys = new LinkedHashSet<>();
    everySample(report.gallery())
        .map(GallerySample::transformers)
        .forEach(
            all -> {
              for (int i = 0; i < all.size(); i++) {
                keys.add(new Key(SampleView.color(i), all.get(i).name()));
              }
            });
    return List.copyOf(keys);
  }

  /** Tells each transformer's color to the style. */
  List<TransformerColor> colors() {
    return TransformerColor.all();
  }

  boolean localized() {
    return report.localization().filter(l -> l.transformers() > 0).isPresent();
  }

  /** One view or none. */
  List<LocalizationView> localization() {
    List<String> names = keys().stream().map(Key::name).toList();
    return report.localization().stream().map(l -> LocalizationView.of(l, names)).toList();
  }

  boolean filmed() {
    return report.film().isPresent();
  }

  /** The film as an address. */
  String film() {
    return report
        .film()
        .map(film -> "data:image/gif;base64," + Base64.getEncoder().encodeToString(film.gif()))
        .orElse("");
  }

  boolean rotated() {
    return ChartData.drawn(report.angles()).size() > 0;
  }

  List<Fact> fit() {
    AngleFit fit = AngleFit.of(report.angles());
    return List.of(
        new Fact("Correlation", signed("%.3f", fit.correlation()), ""),
        new Fact("Slope", signed("%.3f", fit.slope()), ""),
        new Fact("Offset", signed("%.1f°", fit.offset()), ""),
        new Fact("Images", DisplayFormat.count(fit.count()), ""));
  }

  String style() {
    return PageResource.own("report.css");
  }

  String chartLibrary() {
    return PageResource.chartLibrary();
  }

  String script() {
    return PageResource.own("report.js");
  }

  String data() {
    return ChartData.of(report);
  }

  private Section section(String title, String note, List<GallerySample> samples) {
    return new Section(
        title, note, samples.stream().map(sample -> SampleView.of(sample, margin)).toList());
  }

  private static List<Fact> facts(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> new Fact(entry.getKey(), entry.getValue(), ""))
        .toList();
  }

  private static double usualOverhang(Gallery gallery) {
    double[] overhangs =
        everySample(gallery)
            .flatMap(sample -> sample.transformers().stream())
            .mapToDouble(OutlineView::overhang)
            .sorted()
            .toArray();
    return overhangs[(int) (SEEN_WHOLE * (overhangs.length - 1))];
  }

  private static boolean transformed(Report report) {
    return everySample(report.gallery()).anyMatch(sample -> !sample.transformers().isEmpty());
  }

  private static Stream<GallerySample> everySample(Gallery gallery) {
    return Stream.of(gallery.samples(), gallery.best(), gallery.worst()).flatMap(List::stream);
  }

  private static String signed(String format, double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, format, value).replace('-', '−')
        : DisplayFormat.NONE;
  }
}
