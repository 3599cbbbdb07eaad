package org.stnjava.train.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
   * @param label true classes
   * @param said predicted classes
   * @param probability probability of all that was predicted
   * @param loss mean cross entropy
   */
  record Caption(boolean correct, String label, String said, String probability, String loss) {
    static Caption of(AttendedSample sample) {
      return new Caption(
          sample.correct(),
          words(sample, said -> String.valueOf(said.label())),
          words(sample, Said::word),
          Wording.percent(sample.probability()),
          Wording.number(sample.loss()));
    }

    private static String words(AttendedSample sample, Function<Said, String> word) {
      return sample.said().stream().map(word).collect(Collectors.joining(" "));
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
        ? String.format(Locale.ROOT, "object %d, IoU\u00a0%.2f", take.object() + 1, take.iou())
        : "no object";
  }

  /** Tells the template whether there is something to point an arrow at. */
  boolean transformed() {
    return !outputs.isEmpty();
  }

  /** Tells the template whether outputs need a row of their own below the input. */
  boolean many() {
    return outputs.size() > 2;
  }

  /** Tells the template whether outputs must share the room of one. */
  boolean several() {
    return outputs.size() > 1;
  }
}
