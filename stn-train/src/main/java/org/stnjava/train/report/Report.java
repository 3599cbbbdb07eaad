package org.stnjava.train.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.report.AngleFit.AnglePair;

/**
 * The content of the report of a training run.
 *
 * <pre>{@code
 * Report report =
 *     Report.of("Rotated digits", history, evaluation)
 *         .withSummary(Map.of("Parameters", "402,534"))
 *         .withGallery(new Gallery(samples, best, worst));
 * new HtmlReport(report).write(run.resolve("report.html"));
 * }</pre>
 *
 * @param title headline of the page
 * @param settings all settings of the run, shown at the end in the map's order
 * @param summary further entries at the top, after the error and the loss, which come from the
 *     evaluation; in the map's order
 * @param history the metrics of the run by rising step; may be empty
 * @param evaluation the predictions of the trained network on the test set
 * @param gallery images to show
 * @param angles angles of rotated inputs and those found; empty where there are none
 * @param localization which objects the transformers took; empty where it is not known
 * @param film the outlines over the training, if it was watched
 */
public record Report(
    String title,
    Map<String, String> settings,
    Map<String, String> summary,
    List<MetricRow> history,
    Evaluation evaluation,
    Gallery gallery,
    List<AnglePair> angles,
    Optional<Localization> localization,
    Optional<TrainingAnimation> film) {

  /** Keeps copies of the collections. */
  public Report {
    settings = inOrder(settings);
    summary = inOrder(summary);
    history = List.copyOf(history);
    angles = List.copyOf(angles);
  }

  /**
   * Starts a report with nothing else.
   *
   * @param title headline of the page
   * @param history the metrics of the run by rising step; may be empty
   * @param evaluation the predictions of the trained network on the test set
   * @return the report
   */
  public static Report of(String title, List<MetricRow> history, Evaluation evaluation) {
    return new Report(
        title,
        Map.of(),
        Map.of(),
        history,
        evaluation,
        Gallery.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Returns a copy with the settings of the run.
   *
   * @param newSettings names and values, kept in the map's order
   * @return the copy
   */
  public Report withSettings(Map<String, String> newSettings) {
    return new Report(
        title, newSettings, summary, history, evaluation, gallery, angles, localization, film);
  }

  /**
   * Returns a copy with more to say at the top.
   *
   * @param newSummary names and values, kept in the map's order
   * @return the copy
   */
  public Report withSummary(Map<String, String> newSummary) {
    return new Report(
        title, settings, newSummary, history, evaluation, gallery, angles, localization, film);
  }

  /**
   * Returns a copy with images.
   *
   * @param newGallery the images
   * @return the copy
   */
  public Report withGallery(Gallery newGallery) {
    return new Report(
        title, settings, summary, history, evaluation, newGallery, angles, localization, film);
  }

  /**
   * Returns a copy with angles.
   *
   * @param newAngles angles of rotated inputs and those found
   * @return the copy
   */
  public Report withAngles(List<AnglePair> newAngles) {
    return new Report(
        title, settings, summary, history, evaluation, gallery, newAngles, localization, film);
  }

  /**
   * Returns a copy with what the transformers took.
   *
   * @param took which objects, and how well
   * @return the copy
   */
  public Report withLocalization(Localization took) {
    return new Report(
        title, settings, summary, history, evaluation, gallery, angles, Optional.of(took), film);
  }

  /**
   * Returns a copy with a film.
   *
   * @param newAnimation the outlines over the training
   * @return the copy
   */
  public Report withAnimation(TrainingAnimation newAnimation) {
    return new Report(
        title,
        settings,
        summary,
        history,
        evaluation,
        gallery,
        angles,
        localization,
        Optional.of(newAnimation));
  }

  /** Which images the curves are about. */
  EvaluationSet set() {
    return history.stream().map(MetricRow::set).findFirst().orElse(EvaluationSet.TEST);
  }

  private static Map<String, String> inOrder(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * The images that a page shows.
   *
   * @param samples images drawn at random
   * @param best images with the lowest loss
   * @param worst images with the highest loss
   */
  public record Gallery(
      List<GallerySample> samples, List<GallerySample> best, List<GallerySample> worst) {

    /** Keeps copies of the lists. */
    public Gallery {
      samples = List.copyOf(samples);
      best = List.copyOf(best);
      worst = List.copyOf(worst);
    }

    /** {@return a gallery without images} */
    public static Gallery empty() {
      return new Gallery(List.of(), List.of(), List.of());
    }
  }
}
