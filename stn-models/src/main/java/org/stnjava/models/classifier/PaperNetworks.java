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
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.SpatialTransformer;
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
  private static final int DIGIT = 28;

  private static final int WIDEST = 4096;

  private PaperNetworks() {}

  static Classifier fcn(String name, ClassifierOptions options) {
    ImageShape input = options.input();
    int units = width(w -> fcnParameters(input.size(), w, options.classes()));
    return plain(name, options, fcnBody(units, options.classes()));
  }

  static Classifier cnn(String name, ClassifierOptions options) {
    int filters = width(w -> cnnParameters(options.input(), w, options.classes()));
    return plain(name, options, cnnBody(filters, options.classes()));
  }

  static Classifier stFcn(String name, ClassifierOptions options) {
    long theta = options.transform().identityTheta().length;
    long hidden = 32;
    long localization = (options.input().size() + 1) * hidden + (hidden + 1) * (hidden + theta);
    long all = options.transformers() * localization;
    int digit = DIGIT * DIGIT * options.input().channels() * options.transformers();
    int units = width(w -> all + fcnParameters(digit, w, options.classes()));
    return transformed(
        name, options, LocalizationNets.fullyConnected(), fcnBody(units, options.classes()));
  }

  static Classifier stCnn(String name, ClassifierOptions options) {
    ImageShape input = options.input();
    long theta = options.transform().identityTheta().length;
    long filters = 20;
    long positions = localizedSide(input.height()) * localizedSide(input.width());
    long localization =
        (25L * input.channels() + 1) * filters
            + (25 * filters + 1) * filters
            + (positions * filters + 1) * filters
            + (filters + 1) * theta;
    long all = options.transformers() * localization;
    ImageShape seen = new ImageShape(DIGIT, DIGIT, input.channels() * options.transformers());
    int width = width(w -> all + cnnParameters(seen, w, options.classes()));
    return transformed(
        name, options, LocalizationNets.convolutional(), cnnBody(width, options.classes()));
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
  private static Layer cnnBody(int filters, int classes) {
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

  private static long cnnParameters(ImageShape input, long filters, long classes) {
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

  private static int width(IntToLongFunction parameters) {
    return IntStream.rangeClosed(1, WIDEST)
        .boxed()
        .min(Comparator.comparingLong(w -> Math.abs(parameters.applyAsLong(w) - PARAMETERS)))
        .orElseThrow();
  }

  private static Classifier plain(String name, ClassifierOptions options, Layer body) {
    requireDigit(name, options.input());
    return new TransformedClassifier(
        name, options.input(), sequence(), List.of(), body, options.classes());
  }

  private static Classifier transformed(
      String name, ClassifierOptions options, LocalizationNet localization, Layer body) {
    requireDigit(name, options.input());
    boolean larger = options.input().height() > DIGIT || options.input().width() > DIGIT;
    int side = larger ? 2 * DIGIT : DIGIT;
    GridGenerator generator =
        new GridGenerator(options.transform(), side, side, options.sampler().coordinates());
    List<SpatialTransformer> transformers =
        IntStream.range(0, options.transformers())
            .mapToObj(
                i -> new SpatialTransformer("st" + i, localization, generator, options.sampler()))
            .toList();
    Layer pooled = larger ? averagePool(2).then(body) : body;
    return new TransformedClassifier(
        name, options.input(), sequence(), transformers, pooled, options.classes());
  }

  private static void requireDigit(String name, ImageShape input) {
    if (input.height() < DIGIT || input.width() < DIGIT) {
      throw new IllegalArgumentException(
          "%s: expected images of at least %dx%d but got %dx%d"
              .formatted(name, DIGIT, DIGIT, input.height(), input.width()));
    }
  }
}
