package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.averagePool;
import static org.stnjava.models.layer.Layers.dense;

import java.util.List;
import java.util.stream.IntStream;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.Warp;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An ST-CNN for volumes (the paper's appendix A.3): a 3D transformer, whose output is projected
 * along its depth and classified by a 2D CNN.
 *
 * <p>Volumes are images whose channels are the depth. TensorFlow Java has no gradient of 3D
 * convolutions, so the localization network consists of three 2D networks on the maximum
 * projections along depth, height and width. The transformer samples {@value #DEPTH}×{@value
 * #SIDE}×{@value #SIDE} points, and the CNN takes their means over the depth and over 2×2 blocks:
 * 28×28, as the paper's other networks do, with about as many parameters.
 *
 * @param name its name
 * @param options its volumes, with the depth as channels, and its transformer
 * @param parallel its transformer
 * @param features from its output, {@code [N, D', H', W', 1]}, to features
 */
record VolumeNetwork(
    String name, ClassifierOptions options, ParallelTransformers parallel, Layer features)
    implements ConfiguredClassifier {

  private static final int SIDE = 2 * PaperNetworks.DIGIT;

  /** Fewer points along the projected axis: only their mean is used. */
  private static final int DEPTH = PaperNetworks.DIGIT;

  private static final int SIDES = 3;

  /** The axes of a volume {@code [N, D, H, W, 1]} from its channels, {@code [N, H, W, D]}. */
  private static final int[] DEPTH_FIRST = {0, 3, 1, 2};

  /** The least width with which it learns. */
  private static final int LEAST_WIDTH = 4;

  static Classifier of(String name, ClassifierOptions options) {
    requireVolumes(name, options);
    Shape output = Shape.of(DEPTH, SIDE, SIDE);
    GridGenerator generator =
        new GridGenerator(
            options.transform(), new TargetGrid(output, options.sampler().coordinates()));
    ParallelTransformers transformer =
        options.parallel().build(VolumeNetwork::views, generator, options.sampler());
    return NetworkSize.of(name, options)
        .nearest(
            LEAST_WIDTH, width -> new VolumeNetwork(name, options, transformer, features(width)));
  }

  private static void requireVolumes(String name, ClassifierOptions options) {
    ImageShape input = options.input();
    int least = PaperNetworks.DIGIT;
    if (Math.min(input.channels(), Math.min(input.height(), input.width())) < least) {
      throw new IllegalArgumentException(
          "%s: expected volumes of at least %d voxels along each axis but got %dx%dx%d"
              .formatted(name, least, input.channels(), input.height(), input.width()));
    }
    if (options.transform().outputSize().numDimensions() != SIDES) {
      throw new IllegalArgumentException(
          "transform: expected one of volumes, such as affine3d, for %s but got %s"
              .formatted(name, options.transform().name()));
    }
    if (options.output().isPresent()) {
      throw new IllegalArgumentException(
          "outputSize: expected usual for %s but got a size".formatted(name));
    }
    if (options.transformers() != 1 || options.labels() != 1) {
      throw new IllegalArgumentException(
          "transformers: expected 1, and 1 label, for %s but got %d and %d"
              .formatted(name, options.transformers(), options.labels()));
    }
  }

  private static Layer features(int filters) {
    Layer flattened = (tf, scope, x) -> tf.math.mean(x, tf.constant(1));
    return flattened.then(averagePool(2)).then(PaperNetworks.cnnFeatures(filters));
  }

  /** Features of the maximum projections along three axes of a volume, {@code [N, D, H, W, 1]}. */
  private static Operand<TFloat32> views(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    List<Operand<TFloat32>> features =
        IntStream.rangeClosed(1, SIDES)
            .mapToObj(
                axis ->
                    LocalizationNets.convolutionalFeatures()
                        .apply(
                            tf.withSubScope("view" + axis),
                            scope.child("view" + axis),
                            tf.max(u, tf.constant(axis))))
            .toList();
    return tf.concat(features, tf.constant(1));
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    Operand<TFloat32> slices = tf.linalg.transpose(image, tf.constant(DEPTH_FIRST));
    List<Warp> warps = parallel.warp(tf, scope, tf.expandDims(slices, tf.constant(-1)));
    Ops here = tf.withSubScope("classifier");
    ModelScope own = scope.child("classifier");
    Operand<TFloat32> x = withThetas(here, features.apply(here, own, warps.get(0).v()), warps);
    return result(tf, scope, dense("fc", classes()).apply(here, own, x), warps);
  }
}
