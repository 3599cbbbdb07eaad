package org.stnjava.train.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.Localization.Take;

/**
 * One image of the gallery, as the page shows it.
 *
 * @param input how the input is drawn
 * @param outlines where the transformers looked
 * @param outputs what they passed on
 * @param objects where the objects lie
 * @param caption what the classifier said
 */
record SampleView(
    Stage input,
    List<OutlineView> outlines,
    List<OutputView> outputs,
    List<ObjectView> objects,
    Caption caption) {
  /**
   * The words below an image.
   *
   * @param correct whether the classifier was right
   * @param label true class
   * @param said predicted class, or a dash
   * @param probability probability of the predicted class
   * @param loss cross entropy
   */
  record Caption(boolean correct, String label, String said, String probability, String loss) {
    static Caption of(AttendedSample sample) {
      boolean decided = sample.predicted() != Evaluation.NONE;
      return new Caption(
          sample.correct(),
          String.valueOf(sample.label()),
          decided ? String.valueOf(sample.predicted()) : "nothing",
          Wording.percent(sample.probability()),
          Wording.number(sample.loss()));
    }
  }

  static SampleView of(AttendedSample sample, double margin) {
    List<OutlineView> outlines = new ArrayList<>();
    List<OutputView> outputs = new ArrayList<>();
    List<Take> takes = sample.takes();
    boolean located = !sample.objects().isEmpty();
    for (int i = 0; i < sample.transformers().size(); i++) {
      Attended attended = sample.transformers().get(i);
      Optional<OutlineView> outline = OutlineView.of(attended, sample.input(), color(i));
      outline.ifPresent(outlines::add);
      outputs.add(
          OutputView.of(
              attended, color(i), outline.isPresent(), located ? took(takes.get(i)) : ""));
    }
    return new SampleView(
        Stage.of(sample, margin),
        outlines,
        outputs,
        ObjectView.of(sample.objects()),
        Caption.of(sample));
  }

  /** Returns the index of the color of the transformer at an index. */
  static int color(int transformer) {
    return TransformerColor.of(transformer).index();
  }

  private static String took(Take take) {
    return take.any()
        ? String.format(Locale.ROOT, "object %d, IoU %.2f", take.object() + 1, take.iou())
        : "no object";
  }

  /** Tells the template whether there is something to point an arrow at. */
  boolean transformed() {
    return !outputs.isEmpty();
  }

  /** Tells the template whether outputs must share the room of one. */
  boolean several() {
    return outputs.size() > 1;
  }
}
