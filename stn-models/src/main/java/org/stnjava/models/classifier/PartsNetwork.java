package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.averagePoolTo;
import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.mean;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.Warp;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The paper's network for birds (section 4.3), with small CNNs in place of its Inception networks.
 *
 * <p>Parallel transformers read a part each, of half the image's rows and columns. A CNN for each
 * part computes a descriptor; a linear layer classifies the concatenated descriptors. In the paper
 * one localization network regresses all θ, with tiles of the image as initial θ.
 *
 * @param name its name
 * @param options its images, labels and transformers
 * @param parallel its transformers
 */
record PartsNetwork(String name, ClassifierOptions options, ParallelTransformers parallel)
    implements ConfiguredClassifier {

  /** The least side of images whose halves the convolutions do not reduce to nothing. */
  static final int SMALLEST = 36;

  private static final Layer DESCRIPTION =
      sequence(
          conv("conv1", 16, 3),
          relu(),
          maxPool(2),
          conv("conv2", 32, 3),
          relu(),
          maxPool(2),
          conv("conv3", 64, 3),
          relu(),
          mean());

  static Classifier of(String name, ClassifierOptions options) {
    ImageShape input = options.input();
    if (Math.min(input.height(), input.width()) < SMALLEST) {
      throw new IllegalArgumentException(
          "%s: expected images of at least %dx%d but got %dx%d"
              .formatted(name, SMALLEST, SMALLEST, input.height(), input.width()));
    }
    if (options.labels() != 1) {
      throw new IllegalArgumentException(
          "labels: expected 1 for %s but got %d".formatted(name, options.labels()));
    }
    options.requireUsualParameters(name);
    options.requireOutput(name, SMALLEST / 2);
    Shape half = Shape.of((input.height() + 1) / 2, (input.width() + 1) / 2);
    GridGenerator generator =
        GridGenerator.of(options.transform(), options.output().orElse(half))
            .withCoordinates(options.sampler().coordinates());
    ParallelTransformers parts =
        options
            .parallel()
            .build(
                averagePoolTo(options.localizationSize())
                    .then(LocalizationNets.convolutionalFeatures()),
                generator,
                options.sampler());
    return new PartsNetwork(name, options, parts);
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    List<Warp> warps = parallel.warp(tf, scope, image);
    Ops here = tf.withSubScope("classifier");
    ModelScope own = scope.child("classifier");
    List<Operand<TFloat32>> descriptions = new ArrayList<>();
    for (int i = 0; i < warps.size(); i++) {
      String part = "part" + i;
      descriptions.add(
          DESCRIPTION.apply(here.withSubScope(part), own.child(part), warps.get(i).v()));
    }
    Operand<TFloat32> all =
        withThetas(here, ConfiguredClassifier.concat(here, descriptions, 1), warps);
    return result(tf, scope, dense("fc", classes()).apply(here, own, all), warps);
  }
}
