package org.stnjava.example;

import java.util.List;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Warp;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

// tag::network[]
/** A spatial transformer before a small network with batch norm after each convolution. */
public record NormalizedNetwork(ImageShape input, int classes) implements Classifier {
  @Override
  public String name() {
    return "normalized";
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    GridGenerator grid = GridGenerator.of(new Affine(), input.height(), input.width());
    SpatialTransformer transformer =
        new SpatialTransformer("st0", LocalizationNets.convolutional(), grid, Sampler.bilinear());
    Layer layers =
        Layers.sequence(
            Layers.conv("conv1", 8, 5),
            Layers.batchNorm("norm1").withMomentum(0.9),
            Layers.relu(),
            Layers.maxPool(2),
            Layers.flatten(),
            Layers.dense("hidden", 32),
            Layers.batchNorm("norm2").withMomentum(0.9),
            Layers.relu(),
            Layers.dense("logits", classes));

    Warp warp = transformer.warp(tf, scope, image);
    Operand<TFloat32> logits =
        layers.apply(tf.withSubScope("classifier"), scope.child("classifier"), warp.v());
    return new Classification(logits, List.of(warp));
  }
}
// end::network[]
