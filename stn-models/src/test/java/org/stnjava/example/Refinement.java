package org.stnjava.example;

import java.util.List;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.Penalties;
import org.stnjava.models.transformer.RepeatedTransformer;
import org.stnjava.models.transformer.RepeatedTransformer.Resampling;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Warp;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A composition in a network of one's own, as docs/several-transformers.md shows it. */
public final class Refinement {

  private Refinement() {}

  /**
   * What four improvements on one warp see of images, and what is to be added to the loss.
   *
   * @param v what the last one saw, {@code [N, 28, 28, C]}
   * @param penalties scalars
   */
  record Refined(Operand<TFloat32> v, List<Operand<TFloat32>> penalties) {}

  static Refined refine(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    // tag::refine[]
    GridGenerator generator = GridGenerator.of(new Affine(), 28, 28);
    SpatialTransformer transformer =
        new SpatialTransformer(
            "st", LocalizationNets.convolutional(), generator, Sampler.bilinear());
    RepeatedTransformer refined = new RepeatedTransformer(transformer, 4, Resampling.ONCE);
    List<Warp> warps = refined.warp(tf, scope, u); // θ, grid and output of each of the four
    Operand<TFloat32> v = refined.outputs(warps).get(0).v(); // the last output
    List<Operand<TFloat32>> penalties =
        Penalties.none().withTheta(0.01).withBounds(1).of(tf, warps);
    // end::refine[]
    return new Refined(v, penalties);
  }
}
