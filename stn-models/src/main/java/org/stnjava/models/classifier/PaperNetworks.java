package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.averagePool;
import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;

import java.util.List;
import java.util.function.IntFunction;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.Glimpses;
import org.stnjava.models.transformer.RepeatedTransformer;
import org.stnjava.models.transformer.RepeatedTransformer.Resampling;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Transformers;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.ndarray.Shape;

/**
 * The paper's networks for distorted digits (section 4.1 and appendix A.4), and what becomes of its
 * ST-CNN with other transformers.
 *
 * <p>Each has about as many parameters as asked for: the width of its hidden layers is the one that
 * comes nearest. Behind a transformer the classifier usually sees 28×28 pixels; from images larger
 * than that the transformer samples twice as many in each direction, and a mean over 2×2 halves
 * them.
 */
final class PaperNetworks {

  /** The size of an undistorted digit. */
  static final int DIGIT = 28;

  /** The least side that the CNN's convolutions and pools leave a pixel of. */
  private static final int CONVOLVED = 24;

  /** What glimpses remember of the ones before. */
  private static final int MEMORY = 32;

  private static final Body FCN = new Body(PaperNetworks::fcnFeatures, "fc3");
  private static final Body CNN = new Body(PaperNetworks::cnnFeatures, "fc");

  /** A classifier's layers by their width, and the name of its last one. */
  private record Body(IntFunction<Layer> features, String last) {

    /** The same behind transformers. */
    Body after(ClassifierOptions options) {
      Layer halving = halves(options) ? averagePool(2) : sequence();
      return new Body(width -> halving.then(features.apply(width)), last);
    }
  }

  private PaperNetworks() {}

  static Classifier fcn(String name, ClassifierOptions options) {
    return together(name, options, Stage.NO_TRANSFORMERS, FCN);
  }

  static Classifier cnn(String name, ClassifierOptions options) {
    return together(name, options, Stage.NO_TRANSFORMERS, CNN);
  }

  static Classifier stFcn(String name, ClassifierOptions options) {
    Transformers transformers = sideBySide(options, LocalizationNets.fullyConnectedFeatures());
    return together(name, options, transformers, FCN.after(options));
  }

  static Classifier stCnn(String name, ClassifierOptions options) {
    options.requireOutput(name, CONVOLVED);
    Transformers transformers = sideBySide(options, LocalizationNets.convolutionalFeatures());
    return together(name, options, transformers, CNN.after(options));
  }

  /** An ST-CNN for each of several objects, with one CNN for all. */
  static Classifier parallelStCnn(String name, ClassifierOptions options) {
    options.requireOutput(name, CONVOLVED);
    return apart(name, options, sideBySide(options, LocalizationNets.convolutionalFeatures()));
  }

  /** Each glimpse for an object of its own, or all of them for one label. */
  static Classifier glimpseStCnn(String name, ClassifierOptions options) {
    options.requireOutput(name, CONVOLVED);
    Glimpses glimpses =
        new Glimpses(
            options.transformers(),
            LocalizationNets.convolutionalFeatures(),
            MEMORY,
            generator(options),
            options.sampler());
    return options.labels() == 1
        ? together(name, options, glimpses, CNN.after(options))
        : apart(name, options, glimpses);
  }

  /** An ST-CNN whose transformer is applied again to what it gave. */
  static Classifier recurrentStCnn(String name, ClassifierOptions options) {
    return repeated(name, options, Resampling.EACH_TIME);
  }

  /** An ST-CNN whose transformer improves on its own warp. */
  static Classifier icStCnn(String name, ClassifierOptions options) {
    return repeated(name, options, Resampling.ONCE);
  }

  private static Classifier repeated(
      String name, ClassifierOptions options, Resampling resampling) {
    options.requireOutput(name, DIGIT);
    SpatialTransformer transformer =
        new SpatialTransformer(
            Transformers.SHARED,
            LocalizationNets.convolutional(),
            generator(options),
            options.sampler());
    return together(
        name,
        options,
        new RepeatedTransformer(transformer, options.transformers(), resampling),
        CNN.after(options));
  }

  /** Whatever transformers see, in one classifier. */
  private static Classifier together(
      String name, ClassifierOptions options, Transformers transformers, Body body) {
    requireDigit(name, options.input());
    Layer head = dense(body.last(), options.scores());
    return Blueprint.nearest(
        options.parameters(),
        width -> {
          Stage stage = new Stage(transformers, body.features().apply(width));
          return new TransformedClassifier(name, options, sequence(), List.of(stage), head);
        });
  }

  /** What each transformer sees, for itself. */
  private static Classifier apart(
      String name, ClassifierOptions options, Transformers transformers) {
    requireDigit(name, options.input());
    if (options.labels() != options.transformers()) {
      throw new IllegalArgumentException(
          "transformers: expected %d for %s, one for each label, but got %d"
              .formatted(options.labels(), name, options.transformers()));
    }
    Body body = CNN.after(options);
    Layer head = dense(body.last(), options.classes());
    return Blueprint.nearest(
        options.parameters(),
        width ->
            new ObjectClassifier(name, options, transformers, body.features().apply(width), head));
  }

  /** Two hidden layers of equal width. */
  private static Layer fcnFeatures(int units) {
    return sequence(flatten(), dense("fc1", units), relu(), dense("fc2", units), relu());
  }

  /** A 9×9 and a 7×7 convolution of equal width, each with a pool of 2×2. */
  static Layer cnnFeatures(int filters) {
    return sequence(
        conv("conv1", filters, 9),
        relu(),
        maxPool(2),
        conv("conv2", filters, 7),
        relu(),
        maxPool(2),
        flatten());
  }

  private static Transformers sideBySide(ClassifierOptions options, Layer features) {
    return options.parallel().build(features, generator(options), options.sampler());
  }

  private static GridGenerator generator(ClassifierOptions options) {
    int side = halves(options) ? 2 * DIGIT : DIGIT;
    return GridGenerator.of(options.transform(), options.output().orElse(Shape.of(side, side)))
        .withCoordinates(options.sampler().coordinates());
  }

  /** Whether a mean over 2×2 pixels comes behind transformers. */
  private static boolean halves(ClassifierOptions options) {
    return options.output().isEmpty()
        && (options.input().height() > DIGIT || options.input().width() > DIGIT);
  }

  private static void requireDigit(String name, ImageShape input) {
    if (input.height() < DIGIT || input.width() < DIGIT) {
      throw new IllegalArgumentException(
          "%s: expected images of at least %dx%d but got %dx%d"
              .formatted(name, DIGIT, DIGIT, input.height(), input.width()));
    }
  }
}
