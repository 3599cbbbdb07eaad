package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.averagePool;
import static org.stnjava.models.layer.Layers.averagePoolTo;
import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;
import static org.stnjava.models.localization.LocalizationNets.convolutionalFeatures;
import static org.stnjava.models.localization.LocalizationNets.fullyConnectedFeatures;

import java.util.List;
import java.util.function.IntFunction;
import org.stnjava.models.classifier.TransformedClassifier.Stage;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.Glimpses;
import org.stnjava.models.transformer.RepeatedTransformer;
import org.stnjava.models.transformer.RepeatedTransformer.Resampling;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Transformers;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.ndarray.Shape;

/**
 * The paper's networks for distorted digits (section 4.1 and appendix A.4), and its ST-CNN with
 * other transformers.
 *
 * <p>Each takes the width of its hidden layers that comes nearest to the wanted number of
 * parameters. The classifier takes 28×28 pixels of a transformer by default; from larger images the
 * transformer samples 56×56, and average pooling of 2×2 blocks halves them.
 */
final class PaperNetworks {

  /** The size of an undistorted digit. */
  static final int DIGIT = 28;

  /** The least side that the CNN's convolutions and pools reduce to at least a pixel. */
  private static final int CONVOLVED = 24;

  /** The size of the recurrent state of glimpses. */
  private static final int MEMORY = 32;

  private static final Backbone FCN = new Backbone(PaperNetworks::fcnFeatures, 8, "fc3");
  private static final Backbone CNN = new Backbone(PaperNetworks::cnnFeatures, 4, "fc");

  /**
   * The layers of a classifier as a function of their width, the least width with which they learn,
   * and the name of the last layer.
   */
  private record Backbone(IntFunction<Layer> features, int leastWidth, String last) {

    /** The same layers on the outputs of transformers. */
    Backbone after(ClassifierOptions options) {
      Layer halving = halves(options) ? averagePool(2) : sequence();
      return new Backbone(width -> halving.then(features.apply(width)), leastWidth, last);
    }
  }

  private PaperNetworks() {}

  static Classifier fcn(String name, ClassifierOptions options) {
    return together(name, options, TransformedClassifier.NO_TRANSFORMERS, FCN);
  }

  static Classifier cnn(String name, ClassifierOptions options) {
    options.requireInput(name, CONVOLVED);
    return together(name, options, TransformedClassifier.NO_TRANSFORMERS, CNN);
  }

  static Classifier stFcn(String name, ClassifierOptions options) {
    Transformers transformers = sideBySide(options, bounded(options, fullyConnectedFeatures()));
    return together(name, options, transformers, FCN.after(options));
  }

  static Classifier stCnn(String name, ClassifierOptions options) {
    options.requireOutput(name, CONVOLVED);
    Transformers transformers = sideBySide(options, convolving(name, options));
    return together(name, options, transformers, CNN.after(options));
  }

  /** An ST-CNN for each of several objects, with one CNN for all. */
  static Classifier parallelStCnn(String name, ClassifierOptions options) {
    options.requireOutput(name, CONVOLVED);
    return apart(name, options, sideBySide(options, convolving(name, options)));
  }

  /** One glimpse for each label, or all glimpses for a single label. */
  static Classifier glimpseStCnn(String name, ClassifierOptions options) {
    options.requireOutput(name, CONVOLVED);
    Glimpses glimpses =
        new Glimpses(
            options.transformers(),
            convolving(name, options),
            MEMORY,
            generator(options),
            options.sampler());
    return options.labels() == 1
        ? together(name, options, glimpses, CNN.after(options))
        : apart(name, options, glimpses);
  }

  /** An ST-CNN whose transformer is applied to its own output again. */
  static Classifier recurrentStCnn(String name, ClassifierOptions options) {
    return repeated(name, options, Resampling.EACH_TIME);
  }

  /** An ST-CNN whose transformer refines its own warp (inverse compositional). */
  static Classifier icStCnn(String name, ClassifierOptions options) {
    return repeated(name, options, Resampling.ONCE);
  }

  private static Classifier repeated(
      String name, ClassifierOptions options, Resampling resampling) {
    options.requireOutput(name, DIGIT);
    SpatialTransformer transformer =
        new SpatialTransformer(
            Transformers.SHARED,
            LocalizationNet.regressing(convolving(name, options)),
            generator(options),
            options.sampler());
    return together(
        name,
        options,
        new RepeatedTransformer(transformer, options.transformers(), resampling),
        CNN.after(options));
  }

  /** All outputs of transformers in one classifier. */
  private static Classifier together(
      String name, ClassifierOptions options, Transformers transformers, Backbone backbone) {
    Layer head = dense(backbone.last(), options.scores());
    return NetworkSize.of(name, options)
        .nearest(
            backbone.leastWidth(),
            width -> {
              Stage stage = new Stage(transformers, backbone.features().apply(width));
              return new TransformedClassifier(name, options, sequence(), List.of(stage), head);
            });
  }

  /** Each output of a transformer in a classifier with shared weights. */
  private static Classifier apart(
      String name, ClassifierOptions options, Transformers transformers) {
    if (options.labels() != options.transformers()) {
      throw new IllegalArgumentException(
          "transformers: expected %d for %s, one for each label, but got %d"
              .formatted(options.labels(), name, options.transformers()));
    }
    Backbone backbone = CNN.after(options);
    Layer head = dense(backbone.last(), options.classes());
    return NetworkSize.of(name, options)
        .nearest(
            backbone.leastWidth(),
            width ->
                new ObjectClassifier(
                    name, options, transformers, backbone.features().apply(width), head));
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

  /** Convolutions on what the options let a localization network see. */
  private static Layer convolving(String name, ClassifierOptions options) {
    options.requireInput(name, LocalizationNets.SMALLEST);
    return bounded(options, convolutionalFeatures());
  }

  private static Layer bounded(ClassifierOptions options, Layer features) {
    return averagePoolTo(options.localizationSize()).then(features);
  }

  private static Transformers sideBySide(ClassifierOptions options, Layer features) {
    return options.parallel().build(features, generator(options), options.sampler());
  }

  private static GridGenerator generator(ClassifierOptions options) {
    int side = halves(options) ? 2 * DIGIT : DIGIT;
    return GridGenerator.of(options.transform(), options.output().orElse(Shape.of(side, side)))
        .withCoordinates(options.sampler().coordinates());
  }

  /** Whether average pooling of 2×2 blocks follows the transformers. */
  private static boolean halves(ClassifierOptions options) {
    return options.output().isEmpty()
        && (options.input().height() > DIGIT || options.input().width() > DIGIT);
  }
}
