package org.stnjava.train.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.savedmodel.classify.ExportedClassifier.Attention;
import org.stnjava.train.graph.Evaluator;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.metric.Localization.Take;
import org.stnjava.train.objective.Objective;
import org.stnjava.train.report.ReportImage;

/**
 * An exported classifier in front of a set of images.
 *
 * @param classifier the classifier; stays the caller's to close
 * @param set images that the classifier takes
 * @param objective what it is judged by
 * @param localizing which of its transformers have found an object
 */
record TestedModel(
    ExportedClassifier classifier,
    LabeledImages set,
    Objective objective,
    LocalizingTransformers localizing) {

  private static final int AFFINE = 6;
  private static final float WHITE = 255;

  TestedModel {
    classifier.require(shape(set));
    if (set.labelsPerImage() != classifier.labels()) {
      throw new IllegalArgumentException(
          "data: expected %d labels an image, as the model gives, but got %d"
              .formatted(classifier.labels(), set.labelsPerImage()));
    }
    if (set.classes() > classifier.classes()) {
      throw new IllegalArgumentException(
          "data: expected labels below %d, as the model has classes, but got %d"
              .formatted(classifier.classes(), set.classes() - 1));
    }
  }

  /** A classifier each of whose transformers reads the image independently. */
  TestedModel(ExportedClassifier classifier, LabeledImages set, Objective objective) {
    this(classifier, set, objective, LocalizingTransformers.EACH);
  }

  /** Classifies the whole set. */
  Evaluation evaluate() {
    int classes = classifier.classes();
    int scores = classifier.labels() * classes;
    float[] logits = new float[set.size() * scores];
    int batch = Evaluator.batchSize(Examples.of(set));
    for (int from = 0; from < set.size(); from += batch) {
      int to = Math.min(set.size(), from + batch);
      float[] some = classifier.logits(bytes(from, to), shape(set));
      System.arraycopy(some, 0, logits, from * scores, some.length);
    }
    return objective.judge(new Evaluation(classes, classifier.labels(), set.labels(), logits));
  }

  /** What each transformer does to one image. */
  List<Attention> attend(int index) {
    return classifier.attend(pixels(index, index + 1), 1);
  }

  /**
   * What the first transformer reads of the first images of the set; none without a transformer, or
   * where it is not affine.
   */
  List<float[]> affineOutlines(int count) {
    List<float[]> outlines = new ArrayList<>();
    int batch = Evaluator.batchSize(Examples.of(set));
    for (int from = 0; from < count; from += batch) {
      int images = Math.min(count, from + batch) - from;
      decided(from, from + images).stream()
          .limit(1)
          .filter(attention -> attention.theta().length == images * AFFINE)
          .forEach(
              attention ->
                  IntStream.range(0, images).forEach(i -> outlines.add(outline(attention, i))));
    }
    return outlines;
  }

  private List<Attention> decided(int from, int to) {
    return localizing.among(classifier.attend(pixels(from, to), to - from));
  }

  /**
   * Which object each transformer takes.
   *
   * @param objects where the objects of each image lie, for all images or the first ones
   */
  Localization localize(List<List<Box>> objects) {
    List<List<Take>> takes = new ArrayList<>();
    int batch = Evaluator.batchSize(Examples.of(set));
    for (int from = 0; from < objects.size(); from += batch) {
      int to = Math.min(objects.size(), from + batch);
      List<Attention> attentions = decided(from, to);
      for (int i = 0; i < to - from; i++) {
        int image = i;
        List<Optional<Box>> boxes = attentions.stream().map(a -> box(a, image)).toList();
        takes.add(Localization.takes(boxes, objects.get(from + i)));
      }
    }
    return new Localization(takes);
  }

  /** The box around the outline of what a transformer read of one image of a batch. */
  private Optional<Box> box(Attention attention, int image) {
    return Box.around(outline(attention, image), set.height(), set.width());
  }

  private static float[] outline(Attention attention, int image) {
    int height = attention.output().height();
    int width = attention.output().width();
    int size = height * width * 2;
    float[] grid = Arrays.copyOfRange(attention.grid(), image * size, (image + 1) * size);
    return GridOutline.of(grid, height, width);
  }

  ReportImage picture(int index) {
    return ReportImage.of(set.height(), set.width(), pixels(index, index + 1));
  }

  private static ImageShape shape(LabeledImages set) {
    return new ImageShape(set.height(), set.width(), set.channels());
  }

  private byte[] bytes(int from, int to) {
    return set.slice(from, to).pixels();
  }

  private float[] pixels(int from, int to) {
    byte[] bytes = bytes(from, to);
    float[] pixels = new float[bytes.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Byte.toUnsignedInt(bytes[i]) / WHITE;
    }
    return pixels;
  }
}
