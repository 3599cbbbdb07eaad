package org.stnjava.train.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.Localization.Take;
import org.stnjava.train.report.GallerySample.LabelPrediction;
import org.stnjava.train.report.GallerySample.TransformerOutput;

/**
 * One image of the gallery, as the page shows it.
 *
 * @param input how the input is drawn
 * @param outlines where the transformers looked
 * @param outputs what they passed on
 * @param objects where the objects lie
 * @param caption what the classifier predicted
 */
record SampleView(
    DrawingArea input,
    List<OutlineView> outlines,
    List<OutputView> outputs,
    List<ObjectView> objects,
    Caption caption) {
  /**
   * The words below an image.
   *
   * @param correct whether the classifier was right
   * @param label true classes
   * @param predicted predicted classes
   * @param probability probability of all that was predicted
   * @param loss mean cross entropy
   */
  record Caption(boolean correct, String label, String predicted, String probability, String loss) {
    static Caption of(GallerySample sample) {
      return new Caption(
          sample.correct(),
          words(sample, predicted -> String.valueOf(predicted.label())),
          words(sample, LabelPrediction::text),
          DisplayFormat.percent(sample.probability()),
          DisplayFormat.number(sample.loss()));
    }

    private static String words(GallerySample sample, Function<LabelPrediction, String> word) {
      return sample.predictions().stream().map(word).collect(Collectors.joining(" "));
    }
  }

  static SampleView of(GallerySample sample, double margin) {
    List<OutlineView> outlines = new ArrayList<>();
    List<OutputView> outputs = new ArrayList<>();
    List<Take> takes = sample.takes();
    boolean located = !sample.objects().isEmpty();
    for (int i = 0; i < sample.transformers().size(); i++) {
      TransformerOutput output = sample.transformers().get(i);
      Optional<OutlineView> outline = OutlineView.of(output, sample.input(), color(i));
      outline.ifPresent(outlines::add);
      outputs.add(
          OutputView.of(output, color(i), outline.isPresent(), located ? took(takes.get(i)) : ""));
    }
    return new SampleView(
        DrawingArea.of(sample, margin),
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

  /**
   * What one transformer passed on, as the page shows it.
   *
   * @param color index of the transformer's color
   * @param name the transformer's name
   * @param source the picture as an address
   * @param alt the picture in words
   * @param drawn whether its outline could be drawn
   * @param took the object that it took, or empty where no objects are known
   */
  record OutputView(int color, String name, String source, String alt, boolean drawn, String took) {
    static OutputView of(TransformerOutput output, int color, boolean drawn, String took) {
      String alt = "What %s passed on".formatted(output.name());
      return new OutputView(color, output.name(), output.output().dataUri(), alt, drawn, took);
    }
  }

  /**
   * Where an object lies, in the units of the drawing, which are pixels of the input.
   *
   * @param number the object's number as people count
   * @param x left edge
   * @param y upper edge
   * @param width how wide
   * @param height how high
   * @param right right edge, where its number stands: the dots of outlines are at the left
   * @param bottom lower edge
   */
  record ObjectView(
      int number, String x, String y, String width, String height, String right, String bottom) {
    static List<ObjectView> of(List<Box> objects) {
      return IntStream.range(0, objects.size()).mapToObj(i -> of(i + 1, objects.get(i))).toList();
    }

    private static ObjectView of(int number, Box box) {
      return new ObjectView(
          number,
          DisplayFormat.coordinate(box.left()),
          DisplayFormat.coordinate(box.top()),
          DisplayFormat.coordinate(box.right() - box.left()),
          DisplayFormat.coordinate(box.bottom() - box.top()),
          DisplayFormat.coordinate(box.right()),
          DisplayFormat.coordinate(box.bottom()));
    }
  }
}
