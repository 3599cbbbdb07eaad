package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.sequence;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.classifier.TransformedClassifier.Stage;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Transformers;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.ndarray.Shape;

/**
 * Convolutional networks in stages, optionally with a transformer before each of the first ones.
 *
 * <p>The width is the one that comes nearest to the wanted number of parameters.
 */
final class DeepNetworks {

  /** The least side of images: four pools leave a pixel of it. */
  static final int SMALLEST = 16;

  private DeepNetworks() {}

  static NamedNetwork.Maker plain(DeepArchitecture architecture) {
    return (name, options) -> staged(name, options, 0, architecture);
  }

  static NamedNetwork.Maker transformed(DeepArchitecture architecture) {
    return (name, options) -> {
      int stages = architecture.stages(1, Shape.of(SMALLEST, SMALLEST)).size();
      if (options.transformers() > stages) {
        throw new IllegalArgumentException(
            "transformers: expected at most %d for %s, one before each stage, but got %d"
                .formatted(stages, name, options.transformers()));
      }
      return staged(name, options, options.transformers(), architecture);
    };
  }

  private static Classifier staged(
      String name, ClassifierOptions options, int transformers, DeepArchitecture architecture) {
    options.requireInput(name, SMALLEST);
    options.requireOutput(name, SMALLEST);
    Layer head = dense("fc", options.scores());
    return NetworkSize.of(name, options)
        .nearest(
            architecture.leastWidth(),
            width ->
                new TransformedClassifier(
                    name,
                    options,
                    sequence(),
                    stages(options, transformers, architecture, width),
                    head));
  }

  private static List<Stage> stages(
      ClassifierOptions options, int transformers, DeepArchitecture architecture, int width) {
    List<Stage> stages = new ArrayList<>();
    ImageShape input = options.input();
    Shape size = options.output().orElse(Shape.of(input.height(), input.width()));
    List<Layer> layers = architecture.stages(width, size);
    for (int depth = 0; depth < layers.size(); depth++) {
      boolean isLast = depth == layers.size() - 1;
      Layer layer = isLast ? layers.get(depth).then(architecture.features()) : layers.get(depth);
      stages.add(
          depth < transformers
              ? new Stage(transformer(options, architecture, size, depth), layer)
              : Stage.of(layer));
      size = Shape.of(size.get(0) / 2, size.get(1) / 2);
    }
    return stages;
  }

  private static Transformers transformer(
      ClassifierOptions options, DeepArchitecture architecture, Shape size, int depth) {
    SpatialTransformer transformer =
        new SpatialTransformer(
            "st" + depth,
            LocalizationNet.regressing(
                architecture.localization(depth, options.localizationSize())),
            GridGenerator.of(options.transform(), size)
                .withCoordinates(options.sampler().coordinates()),
            options.sampler());
    return ParallelTransformers.separate(List.of(transformer));
  }
}
