package org.stnjava.train.experiment;

import com.google.common.primitives.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.stnjava.data.file.StagedFile;
import org.stnjava.data.scene.RotatedBox;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.savedmodel.classify.ExportedClassifier.Attention;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.metric.MetricsCsv;
import org.stnjava.train.report.AnglePair;
import org.stnjava.train.report.Attended;
import org.stnjava.train.report.AttendedSample;
import org.stnjava.train.report.Film;
import org.stnjava.train.report.Gallery;
import org.stnjava.train.report.HtmlReport;
import org.stnjava.train.report.Picture;
import org.stnjava.train.report.Report;

/**
 * Makes the report page of a finished run from its files.
 *
 * @param folder the run
 */
public record RunReport(RunFolder folder) {

  private static final int SAMPLES = 24;
  private static final int EXTREMES = 12;
  private static final int ANGLES = 1000;
  private static final int LOCALIZED = 1000;
  private static final long SAMPLE_SEED = 3;

  /** Writes {@code report.html}, and {@code film.gif} if the training was watched. */
  public void write() {
    RunConfig config = ConfigFile.read(folder.config()).settings();
    ExperimentData data = ExperimentData.load(config);
    data.requireChecksum(ModelCard.read(folder.card()).dataChecksum());
    try (ExportedClassifier classifier = ExportedClassifier.load(folder.savedModel())) {
      TestedModel test =
          new TestedModel(
              classifier,
              data.test().images(),
              config.objective(),
              Deciding.of(config.network().net()));
      Evaluation evaluation = test.evaluate();
      Report report =
          Report.of(title(config), MetricsCsv.read(folder.metrics()), evaluation)
              .withSettings(settings(config))
              .withSummary(summary(config))
              .withGallery(gallery(test, evaluation, data.boxes()))
              .withAngles(angles(test, data.test().boxes()));
      Localization took = test.localize(data.boxes().stream().limit(LOCALIZED).toList());
      report = took.transformers() > 0 ? report.withLocalization(took) : report;
      Optional<Film> film = film(test);
      film.ifPresent(this::writeFilm);
      new HtmlReport(film.map(report::withFilm).orElse(report)).write(folder.report());
    }
  }

  private static String title(RunConfig config) {
    return "%s: %s on %s".formatted(config.experiment(), config.network().net(), config.data());
  }

  private Map<String, String> settings(RunConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("published", Experiments.byName(config.experiment()).published());
    config.settings().forEach((name, value) -> settings.put(name, String.valueOf(value)));
    ModelCard card = ModelCard.read(folder.card());
    settings.put("data checksum", card.dataChecksum());
    card.versions().forEach((name, version) -> settings.put("version of " + name, version));
    return settings;
  }

  private Map<String, String> summary(RunConfig config) {
    ModelCard card = ModelCard.read(folder.card());
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put("Parameters", "%,d".formatted(card.parameters()));
    summary.put("Steps", "%,d".formatted(card.steps()));
    summary.put("Images seen", "%,d".formatted((long) card.steps() * config.training().batch()));
    return summary;
  }

  private Optional<Film> film(TestedModel test) {
    List<Film.Frame> frames = OutlineFile.read(folder.outlines());
    if (frames.isEmpty()) {
      return Optional.empty();
    }
    int images = frames.get(0).outlines().size();
    return Optional.of(
        new Film(IntStream.range(0, images).mapToObj(test::picture).toList(), frames));
  }

  private void writeFilm(Film film) {
    byte[] gif = film.gif();
    try (StagedFile staged = StagedFile.write(folder.film(), out -> out.write(gif))) {
      staged.publish();
    }
  }

  private static Gallery gallery(TestedModel test, Evaluation evaluation, List<List<Box>> boxes) {
    int[] order = evaluation.easiestFirst();
    int[] random =
        new SplittableRandom(SAMPLE_SEED)
            .ints(0, evaluation.size())
            .distinct()
            .limit(Math.min(SAMPLES, evaluation.size()))
            .toArray();
    int extremes = Math.min(EXTREMES, order.length);
    int[] best = Arrays.copyOf(order, extremes);
    int[] worst = IntStream.range(0, extremes).map(i -> order[order.length - 1 - i]).toArray();
    return new Gallery(
        samples(test, evaluation, boxes, random),
        samples(test, evaluation, boxes, best),
        samples(test, evaluation, boxes, worst));
  }

  private static List<AttendedSample> samples(
      TestedModel test, Evaluation evaluation, List<List<Box>> boxes, int[] indices) {
    return Arrays.stream(indices)
        .mapToObj(
            i ->
                AttendedSample.of(evaluation, i, test.picture(i), attended(test.attend(i)))
                    .withObjects(boxes.isEmpty() ? List.of() : boxes.get(i)))
        .toList();
  }

  private static List<Attended> attended(List<Attention> attentions) {
    List<Attended> attended = new ArrayList<>();
    for (Attention attention : attentions) {
      int height = attention.output().height();
      int width = attention.output().width();
      attended.add(
          new Attended(
              "st" + attended.size(),
              GridOutline.of(attention.grid(), height, width),
              shown(attention.warped(), attention.output())));
    }
    return attended;
  }

  private static Picture shown(float[] values, ImageShape shape) {
    Picture picture = Picture.of(shape.height(), shape.width(), values);
    return new Picture(
        picture.height(), picture.width(), picture.channels(), stretched(picture.values()));
  }

  /** Values in [0, 1] as they are; what a network made of others from black to white. */
  private static float[] stretched(float[] values) {
    float low = Floats.min(values);
    float high = Floats.max(values);
    if (low >= 0 && high <= 1) {
      return values;
    }
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = high > low ? (values[i] - low) / (high - low) : 0.5f;
    }
    return scaled;
  }

  /**
   * The angle by which each digit was turned beside the one that its transformer turns back: its
   * grid is turned as the digit was, and so the output is turned back. None where images have
   * several digits, of which it may take any.
   */
  private static List<AnglePair> angles(TestedModel test, List<List<RotatedBox>> objects) {
    if (objects.stream().anyMatch(all -> all.size() != 1)) {
      return List.of();
    }
    List<RotatedBox> boxes = objects.stream().map(all -> all.get(0)).toList();
    if (boxes.stream().allMatch(box -> box.angle() == 0)) {
      return List.of();
    }
    List<float[]> outlines = test.affineOutlines(Math.min(ANGLES, boxes.size()));
    return IntStream.range(0, outlines.size())
        .mapToObj(
            i ->
                new AnglePair(
                    Math.toDegrees(boxes.get(i).angle()), GridOutline.rotation(outlines.get(i))))
        .toList();
  }
}
