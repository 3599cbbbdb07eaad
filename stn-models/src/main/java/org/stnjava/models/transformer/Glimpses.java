package org.stnjava.models.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.stnjava.models.layer.GatedUnit;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.localization.ThetaLayer;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.shape.Sizes;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A recurrent spatial transformer (Sønderby et al. 2015): a recurrent localization network
 * regresses one θ after the other, and each reads the same feature map.
 *
 * <p>The warps are named st0, st1, …; all share the weights {@code st/localization/…}. The initial
 * θ of each is the identity.
 *
 * @param count number of glimpses, at least 1
 * @param features input of the recurrent layer at each step, {@code [N, H, W, C]} to {@code [N, F]}
 * @param units size of the recurrent state, at least 1
 * @param generator computes the grid from each θ
 * @param sampler reads the input at the points of the grid
 */
public record Glimpses(
    int count, Layer features, int units, GridGenerator generator, Sampler sampler)
    implements Transformers {

  /** Checks the number. */
  public Glimpses {
    Objects.requireNonNull(features, "features");
    if (count < 1) {
      throw new IllegalArgumentException("count: expected at least 1 but got " + count);
    }
  }

  @Override
  public List<Warp> warp(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    Ops here = tf.withSubScope(SHARED).withSubScope(SpatialTransformer.LOCALIZATION);
    ModelScope own = scope.child(SHARED).child(SpatialTransformer.LOCALIZATION);
    Transform transform = generator.transform();
    ThetaLayer last = new ThetaLayer(List.of(transform.identityTheta()));
    GatedUnit memory = new GatedUnit("memory", units);
    Operand<TFloat32> seen = features.apply(here, own, u);
    Operand<TFloat32> state =
        here.fill(
            here.stack(List.of(Sizes.of(here, seen, 0), here.constant(units))), here.constant(0f));
    List<Warp> warps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      state = memory.step(here, own, seen, state);
      Operand<TFloat32> theta = last.thetas(here, own, state, transform).get(0);
      warps.add(named("st" + i).warp(tf, scope, u, theta));
    }
    return warps;
  }

  private SpatialTransformer named(String name) {
    return new SpatialTransformer(name, LocalizationNet.regressing(features), generator, sampler);
  }
}
