package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.channelDropout;
import static org.stnjava.models.layer.Layers.dropout;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.normalize;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;
import static org.stnjava.models.layer.Layers.torchConv;
import static org.stnjava.models.layer.Layers.torchDense;

import java.util.List;
import org.stnjava.models.classifier.TransformedClassifier.Stage;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.ndarray.Shape;

/**
 * The network of PyTorch's tutorial on spatial transformers, with its 27,360 parameters for ten
 * classes.
 *
 * <p>It normalizes its input, so that the background becomes {@value #BACKGROUND}. A sampler with
 * zeros padding then adds a gray frame around the digit, and gradients move the transformer
 * outwards.
 */
final class TutorialNetwork {

  /** Mean and deviation of MNIST's pixels. */
  private static final float MEAN = 0.1307f;

  private static final float DEVIATION = 0.3081f;

  /** The value of black pixels after normalization. */
  static final float BACKGROUND = -MEAN / DEVIATION;

  /** The least side that its convolutions and pools reduce to at least a pixel. */
  private static final int CONVOLVED = 16;

  private TutorialNetwork() {}

  static Classifier of(String name, ClassifierOptions options) {
    ImageShape input = options.input();
    if (input.height() != 28 || input.width() != 28) {
      throw new IllegalArgumentException(
          "%s: expected images of 28x28 but got %dx%d"
              .formatted(name, input.height(), input.width()));
    }
    if (options.transformers() > 1) {
      throw new IllegalArgumentException(
          "transformers: expected 1 for %s but got %d".formatted(name, options.transformers()));
    }
    options.requireUsualParameters(name);
    options.requireOutput(name, CONVOLVED);
    SpatialTransformer transformer =
        new SpatialTransformer(
            "st0",
            LocalizationNets.tutorial(),
            GridGenerator.of(options.transform(), options.output().orElse(Shape.of(28, 28)))
                .withCoordinates(options.sampler().coordinates()),
            options.sampler());
    return new TransformedClassifier(
        name,
        options,
        normalize(MEAN, DEVIATION),
        List.of(new Stage(ParallelTransformers.separate(List.of(transformer)), features())),
        torchDense("fc2", options.scores()));
  }

  private static Layer features() {
    return sequence(
        torchConv("conv1", 10, 5),
        maxPool(2),
        relu(),
        torchConv("conv2", 20, 5),
        channelDropout("dropout1", 0.5f),
        maxPool(2),
        relu(),
        flatten(),
        torchDense("fc1", 50),
        relu(),
        dropout("dropout2", 0.5f));
  }
}
