package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.mean;
import static org.stnjava.models.layer.Layers.sequence;

import java.util.List;
import org.stnjava.models.classifier.Classifiers.Backbone;
import org.stnjava.models.classifier.NamedNetwork.Arrangement;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.Warp;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;

/**
 * A backbone that was trained before, shared by the outputs of parallel transformers, and a linear
 * layer that classifies the concatenated features (the paper's section 4.3).
 *
 * @param name its name
 * @param options its images, labels and transformers
 * @param parallel its transformers; may be none
 * @param backbone computes the features
 */
record BackboneNetwork(
    String name, ClassifierOptions options, ParallelTransformers parallel, Backbone backbone)
    implements ConfiguredClassifier {

  /** The longest side that localization networks read, for few weights of their hidden layer. */
  private static final int COARSE = 64;

  private static final int GRAY = 1;

  static BackboneNetwork of(NamedNetwork network, ClassifierOptions options, Backbone backbone) {
    requireChannels(options.input(), backbone.input());
    boolean plain = network.arrangement() == Arrangement.NONE;
    if (!plain && network.arrangement() != Arrangement.SIDE_BY_SIDE) {
      throw new IllegalArgumentException(
          "net: expected one without transformers or with transformers side by side before a backbone but got '%s'"
              .formatted(network.name()));
    }
    network.requireEffects(options);
    options.requireUsualParameters("a backbone");
    return new BackboneNetwork(
        plain ? "backbone" : "st-backbone",
        options,
        plain ? ParallelTransformers.separate(List.of()) : transformers(options, backbone.input()),
        backbone);
  }

  private static ParallelTransformers transformers(ClassifierOptions options, ImageShape read) {
    Layer features =
        sequence(LocalizationNets.coarse(COARSE), LocalizationNets.convolutionalFeatures());
    GridGenerator generator =
        GridGenerator.of(
                options.transform(), options.output().orElse(Shape.of(read.height(), read.width())))
            .withCoordinates(options.sampler().coordinates());
    return options.parallel().build(features, generator, options.sampler());
  }

  private static void requireChannels(ImageShape images, ImageShape read) {
    if (images.channels() != read.channels() && images.channels() != GRAY) {
      throw new IllegalArgumentException(
          "backbone: expected images of %d channels, or gray ones, but got %d channels"
              .formatted(read.channels(), images.channels()));
    }
  }

  @Override
  public int labels() {
    return options.labels();
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    List<Warp> warps = parallel.warp(tf, scope, image);
    Ops here = tf.withSubScope("classifier");
    List<Operand<TFloat32>> parts =
        warps.isEmpty() ? List.of(resized(here, image)) : warps.stream().map(Warp::v).toList();
    Operand<TFloat32> all =
        features(here, scope, ConfiguredClassifier.concat(here, parts, 0), parts.size());
    Operand<TFloat32> logits =
        dense("fc", options.scores())
            .apply(here, scope.child("classifier"), withThetas(here, all, warps));
    return result(tf, scope, labels() == 1 ? logits : byLabel(here, logits), warps);
  }

  /** The features of the parts of each image: of {@code [K·N, h, w, C]}, {@code [N, K·F]}. */
  private Operand<TFloat32> features(
      Ops tf, ModelScope scope, Operand<TFloat32> joined, int parts) {
    int repeats = backbone.input().channels() / options.input().channels();
    Operand<TFloat32> colored =
        repeats == 1 ? joined : tf.tile(joined, tf.constant(new int[] {1, 1, 1, repeats}));
    Operand<TFloat32> features = backbone.features().apply(tf, scope, colored);
    int rank = features.shape().numDimensions();
    if (rank == 4) {
      features = mean().apply(tf, scope, features);
    }
    if (features.shape().numDimensions() != 2 || features.shape().get(1) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "backbone: expected features [N, F] or [N, h, w, F] but got " + features.shape());
    }
    return parts == 1
        ? features
        : tf.concat(
            List.<Operand<TFloat32>>copyOf(
                tf.split(tf.constant(0), features, (long) parts).output()),
            tf.constant(1));
  }

  /** The image at the size that the backbone reads, by TensorFlow's half-pixel bilinear resize. */
  private Operand<TFloat32> resized(Ops tf, Operand<TFloat32> image) {
    ImageShape read = backbone.input();
    boolean fits = read.height() == input().height() && read.width() == input().width();
    return fits
        ? image
        : tf.image.resizeBilinear(
            image,
            tf.constant(new int[] {read.height(), read.width()}),
            ResizeBilinear.halfPixelCenters(true));
  }

  private Operand<TFloat32> byLabel(Ops tf, Operand<TFloat32> logits) {
    return tf.reshape(logits, tf.constant(new int[] {-1, labels(), classes()}));
  }
}
