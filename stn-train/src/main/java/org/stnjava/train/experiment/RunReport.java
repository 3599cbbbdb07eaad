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
import org.stnjava.train.report.AngleFit.AnglePair;
import org.stnjava.train.report.GallerySample;
import org.stnjava.train.report.GallerySample.TransformerOutput;
import org.stnjava.train.report.HtmlReport;
import org.stnjava.train.report.Report;
import org.stnjava.train.report.Report.Gallery;
import org.stnjava.train.report.ReportImage;
import org.stnjava.train.report.TrainingAnimation;

/**
 * Writes the report page of a finished run from its files.
 *
 * @param folder the run
 */
public record RunReport(RunFolder folder) {

  private static final int SAMPLES = 24;
  private static final int EXTREMES = 12;
  private static final int ANGLES = 1000;
  private static final int LOCALIZED = 1000;
  private static final long SAMPLE_SEED = 3;

  /** Writes {@code report.html}, and {@code film.gif} if outlines were recorded. */
  public void write() {
    RunConfig config = ConfigFile.read(folder.config()).settings();
    ExperimentData data = ExperimentData.load(config);
    data.requireChecksum(ModelCard.read(folder.card()).dataChecksum());
    write(config, data, Optional.empty());
  }

  /** The same with the images at hand, and what the network predicted for those to test on. */
  void write(ExperimentData data, Evaluation tested) {
    write(ConfigFile.read(folder.config()).settings(), data, Optional.of(tested));
  }

  private void write(RunConfig config, ExperimentData data, Optional<Evaluation> tested) {
    ModelCard card = ModelCard.read(folder.card());
    try (ExportedClassifier classifier = ExportedClassifier.load(folder.savedModel())) {
      TestedModel test =
          new TestedModel(
              classifier,
              data.test().images(),
              config.objective(),
              LocalizingTransformers.of(card.net()));
      Evaluation evaluation = tested.orElseGet(test::evaluate);
      Report report =
          Report.of(title(config, card, data), MetricsCsv.read(folder.metrics()), evaluation)
              .withSettings(settings(config, card, data))
              .withSummary(summary(config, card))
              .withGallery(gallery(test, evaluation, data.boxes()))
              .withAngles(angles(test, data.test().boxes()));
      Localization took = test.localize(data.boxes().stream().limit(LOCALIZED).toList());
      report = took.transformers() > 0 ? report.withLocalization(took) : report;
      Optional<TrainingAnimation> film = film(test);
      film.ifPresent(this::writeFilm);
      new HtmlReport(film.map(report::withAnimation).orElse(report)).write(folder.report());
    }
  }

  private static String title(RunConfig config, ModelCard card, ExperimentData data) {
    return "%s: %s on %s".formatted(config.experiment(), card.net(), data.name(config));
  }

  /** The settings, with the network and the data that an experiment may have replaced. */
  private static Map<String, String> settings(
      RunConfig config, ModelCard card, ExperimentData data) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("published", Experiments.byName(config.experiment()).published());
    config.settings().forEach((name, value) -> settings.put(name, String.valueOf(value)));
    settings.put("net", card.net());
    settings.put("transform", card.transform());
    settings.put("data", data.name(config));
    settings.put("data checksum", card.dataChecksum());
    card.versions().forEach((name, version) -> settings.put("version of " + name, version));
    return settings;
  }

  private static Map<String, String> summary(RunConfig config, ModelCard card) {
    Map<String, String> summary = new LinkedHashMap<>();
    ModelCard.Validation validation = card.validation();
    if (validation != null) {
      summary.put(
          "Validation error",
          "%.2f%% of %,d images, step %,d"
              .formatted(100 * validation.error(), validation.images(), validation.step()));
    }
    summary.put("Parameters", "%,d".formatted(card.parameters()));
    summary.put("Steps", "%,d".formatted(card.steps()));
    summary.put("Images seen", "%,d".formatted((long) card.steps() * config.training().batch()));
    return summary;
  }

  private Optional<TrainingAnimation> film(TestedModel test) {
    List<TrainingAnimation.Frame> frames = OutlineFile.read(folder.outlines());
    if (frames.isEmpty()) {
      return Optional.empty();
    }
    int images = frames.get(0).outlines().size();
    return Optional.of(
        new TrainingAnimation(IntStream.range(0, images).mapToObj(test::picture).toList(), frames));
  }

  private void writeFilm(TrainingAnimation film) {
    StagedFile.replace(folder.film(), film.gif());
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

  private static List<GallerySample> samples(
      TestedModel test, Evaluation evaluation, List<List<Box>> boxes, int[] indices) {
    return Arrays.stream(indices)
        .mapToObj(
            i ->
                GallerySample.of(evaluation, i, test.picture(i), output(test.attend(i)))
                    .withObjects(boxes.isEmpty() ? List.of() : boxes.get(i)))
        .toList();
  }

  private static List<TransformerOutput> output(List<Attention> attentions) {
    List<TransformerOutput> output = new ArrayList<>();
    for (Attention attention : attentions) {
      int height = attention.output().height();
      int width = attention.output().width();
      output.add(
          new TransformerOutput(
              "st" + output.size(),
              GridOutline.of(attention.grid(), height, width),
              shown(attention.warped(), attention.output())));
    }
    return output;
  }

  private static ReportImage shown(float[] values, ImageShape shape) {
    ReportImage picture = ReportImage.of(shape.height(), shape.width(), values);
    return new ReportImage(
        picture.height(), picture.width(), picture.channels(), stretched(picture.values()));
  }

  /** Values in [0, 1] unchanged; other ranges are scaled to black and white. */
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
   * The angle by which each digit was rotated, and the rotation of its sampling grid, which the
   * transformer undoes. Empty where images have several digits, of which it may take any.
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
