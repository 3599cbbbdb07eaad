package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;
import static org.stnjava.models.layer.Layers.zeroPad;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.classifier.TransformedClassifier.Stage;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Transformers;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.ndarray.Shape;

/**
 * A small version of the paper's networks for house numbers (section 4.2): four 5×5 convolutions
 * with padding, each followed by a pool of 2×2, optionally with a transformer before each of the
 * first ones.
 *
 * <p>The second convolution is twice as wide as the first, the others four times; the width is the
 * one that comes nearest to the wanted number of parameters.
 */
final class DeepNetworks {

  /** The width of each convolution relative to the first. */
  private static final int[] WIDTHS = {1, 2, 4, 4};

  private static final int KERNEL = 5;

  /** The least side that four pools reduce to at least a pixel. */
  private static final int POOLED = 1 << WIDTHS.length;

  /**
   * The largest sides of images and of feature maps in localization networks, which pool larger
   * ones.
   */
  private static final int IMAGE_SIDE = 32;

  private static final int FEATURES_SIDE = 8;

  private DeepNetworks() {}

  static Classifier deepCnn(String name, ClassifierOptions options) {
    return stacked(name, options, 0);
  }

  static Classifier stackedStCnn(String name, ClassifierOptions options) {
    int transformers = options.transformers();
    if (transformers > WIDTHS.length) {
      throw new IllegalArgumentException(
          "transformers: expected at most %d for %s, one before each convolution, but got %d"
              .formatted(WIDTHS.length, name, transformers));
    }
    return stacked(name, options, transformers);
  }

  private static Classifier stacked(String name, ClassifierOptions options, int transformers) {
    ImageShape input = options.input();
    Shape seen = options.output().orElse(Shape.of(input.height(), input.width()));
    if (input.height() < POOLED || input.width() < POOLED) {
      throw new IllegalArgumentException(
          "%s: expected images of at least %dx%d but got %dx%d"
              .formatted(name, POOLED, POOLED, input.height(), input.width()));
    }
    options.requireOutput(name, POOLED);
    Layer head = dense("fc", options.scores());
    return NetworkSize.nearest(
        options.parameters(),
        width ->
            new TransformedClassifier(
                name, options, sequence(), stages(options, transformers, seen, width), head));
  }

  private static List<Stage> stages(
      ClassifierOptions options, int transformers, Shape seen, int width) {
    List<Stage> stages = new ArrayList<>();
    Shape size = seen;
    for (int i = 0; i < WIDTHS.length; i++) {
      Layer block = block(i, width * WIDTHS[i]);
      stages.add(
          i < transformers ? new Stage(transformer(options, i, size), block) : Stage.of(block));
      size = Shape.of(size.get(0) / 2, size.get(1) / 2);
    }
    return stages;
  }

  private static Layer block(int index, int filters) {
    Layer block =
        sequence(
            zeroPad(KERNEL / 2), conv("conv" + (index + 1), filters, KERNEL), relu(), maxPool(2));
    return index == WIDTHS.length - 1 ? block.then(flatten()) : block;
  }

  private static Transformers transformer(ClassifierOptions options, int depth, Shape size) {
    Layer features =
        LocalizationNets.coarse(depth == 0 ? IMAGE_SIDE : FEATURES_SIDE)
            .then(LocalizationNets.fullyConnectedFeatures());
    SpatialTransformer transformer =
        new SpatialTransformer(
            "st" + depth,
            LocalizationNet.regressing(features),
            GridGenerator.of(options.transform(), size)
                .withCoordinates(options.sampler().coordinates()),
            options.sampler());
    return ParallelTransformers.separate(List.of(transformer));
  }
}
