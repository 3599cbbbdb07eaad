package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.averagePool;
import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.ops.grid.GridGenerator;

/**
 * The paper's networks for distorted digits (section 4.1 and appendix A.4).
 *
 * <p>Each has about {@value #PARAMETERS} parameters: the width of its hidden layers is the one that
 * comes nearest. Behind a transformer the classifier sees 28×28 pixels; from images larger than
 * that the transformer samples twice as many in each direction, and a mean over 2×2 halves them.
 */
final class PaperNetworks {

  static final int PARAMETERS = 400_000;

  /** The size of an undistorted digit. */
  static final int DIGIT = 28;

  /** Filters and outputs of the convolutional localization network. */
  static final long FEATURES = 20;

  private static final int WIDEST = 4096;

  private PaperNetworks() {}

  static Classifier fcn(String name, ClassifierOptions options) {
    int units = width(w -> fcnParameters(options.input().size(), w, options.scores()));
    return plain(name, options, fcnBody(units, options.scores()));
  }

  static Classifier cnn(String name, ClassifierOptions options) {
    int filters = width(w -> cnnParameters(options.input(), w, options.scores()));
    return plain(name, options, cnnBody(filters, options.scores()));
  }

  static Classifier stFcn(String name, ClassifierOptions options) {
    long localization = fullyConnectedLocalization(options);
    int seen = DIGIT * DIGIT * options.input().channels() * options.transformers();
    int units = width(w -> localization + fcnParameters(seen, w, options.scores()));
    Layer body = seen(options).then(fcnBody(units, options.scores()));
    return transformed(name, options, LocalizationNets.fullyConnectedFeatures(), body);
  }

  static Classifier stCnn(String name, ClassifierOptions options) {
    long localization = convolutionalLocalization(options);
    ImageShape seen =
        new ImageShape(DIGIT, DIGIT, options.input().channels() * options.transformers());
    int filters = width(w -> localization + cnnParameters(seen, w, options.scores()));
    Layer body = seen(options).then(cnnBody(filters, options.scores()));
    return transformed(name, options, LocalizationNets.convolutionalFeatures(), body);
  }

  /** An ST-CNN for each of several objects, with one CNN for all. */
  static Classifier parallelStCnn(String name, ClassifierOptions options) {
    requireDigit(name, options.input());
    if (options.labels() != options.transformers()) {
      throw new IllegalArgumentException(
          "transformers: expected %d for %s, one for each label, but got %d"
              .formatted(options.labels(), name, options.transformers()));
    }
    long localization = convolutionalLocalization(options);
    ImageShape object = new ImageShape(DIGIT, DIGIT, options.input().channels());
    int filters = width(w -> localization + cnnParameters(object, w, options.classes()));
    Layer body = seen(options).then(cnnBody(filters, options.classes()));
    return new ObjectClassifier(
        name,
        options.input(),
        transformers(options, LocalizationNets.convolutionalFeatures()),
        body,
        options.classes());
  }

  private static long fullyConnectedLocalization(ClassifierOptions options) {
    long hidden = 32;
    return localization(
        options, (options.input().size() + 1) * hidden + (hidden + 1) * hidden, hidden);
  }

  private static long convolutionalLocalization(ClassifierOptions options) {
    return localization(options, featureParameters(options.input()), FEATURES);
  }

  /** The parameters of {@link LocalizationNets#convolutionalFeatures()}. */
  static long featureParameters(ImageShape input) {
    long positions = localizedSide(input.height()) * localizedSide(input.width());
    return (25L * input.channels() + 1) * FEATURES
        + (25 * FEATURES + 1) * FEATURES
        + (positions * FEATURES + 1) * FEATURES;
  }

  /** The parameters of all localization networks, or of the one that all share. */
  private static long localization(ClassifierOptions options, long features, long hidden) {
    int transformers = options.transformers();
    boolean shared = options.parallel().localization() == Parallel.Localization.SHARED;
    long theta = options.transform().identityTheta().length;
    return (shared ? 1 : transformers) * features + transformers * (hidden + 1) * theta;
  }

  /** Two hidden layers of equal width. */
  private static Layer fcnBody(int units, int classes) {
    return sequence(
        flatten(), dense("fc1", units), relu(), dense("fc2", units), relu(), dense("fc3", classes));
  }

  private static long fcnParameters(long inputs, long units, long classes) {
    return (inputs + 1) * units + (units + 1) * (units + classes);
  }

  /** A 9×9 and a 7×7 convolution of equal width, each with a pool of 2×2. */
  static Layer cnnBody(int filters, int classes) {
    return sequence(
        conv("conv1", filters, 9),
        relu(),
        maxPool(2),
        conv("conv2", filters, 7),
        relu(),
        maxPool(2),
        flatten(),
        dense("fc", classes));
  }

  static long cnnParameters(ImageShape input, long filters, long classes) {
    long positions = convolvedSide(input.height()) * convolvedSide(input.width());
    return (81L * input.channels() + 1) * filters
        + (49 * filters + 1) * filters
        + (positions * filters + 1) * classes;
  }

  /** What {@link #cnnBody}'s convolutions and pools leave of a side. */
  private static long convolvedSide(int side) {
    return ((side - 8) / 2 - 6) / 2L;
  }

  /** What the convolutional localization network leaves of a side. */
  private static long localizedSide(int side) {
    return (side / 2 - 4) / 2 - 4L;
  }

  static int width(IntToLongFunction parameters) {
    return IntStream.rangeClosed(1, WIDEST)
        .boxed()
        .min(Comparator.comparingLong(w -> Math.abs(parameters.applyAsLong(w) - PARAMETERS)))
        .orElseThrow();
  }

  private static Classifier plain(String name, ClassifierOptions options, Layer body) {
    requireDigit(name, options.input());
    return new TransformedClassifier(
        name, options, sequence(), ParallelTransformers.separate(List.of()), body);
  }

  private static Classifier transformed(
      String name, ClassifierOptions options, Layer features, Layer body) {
    requireDigit(name, options.input());
    return new TransformedClassifier(
        name, options, sequence(), transformers(options, features), body);
  }

  private static ParallelTransformers transformers(ClassifierOptions options, Layer features) {
    int side = isLarger(options) ? 2 * DIGIT : DIGIT;
    GridGenerator generator =
        new GridGenerator(options.transform(), side, side, options.sampler().coordinates());
    return options.parallel().build(features, generator, options.sampler());
  }

  /** What is done to a transformer's output before it is classified. */
  private static Layer seen(ClassifierOptions options) {
    return isLarger(options) ? averagePool(2) : sequence();
  }

  private static boolean isLarger(ClassifierOptions options) {
    return options.input().height() > DIGIT || options.input().width() > DIGIT;
  }

  private static void requireDigit(String name, ImageShape input) {
    if (input.height() < DIGIT || input.width() < DIGIT) {
      throw new IllegalArgumentException(
          "%s: expected images of at least %dx%d but got %dx%d"
              .formatted(name, DIGIT, DIGIT, input.height(), input.width()));
    }
  }
}
