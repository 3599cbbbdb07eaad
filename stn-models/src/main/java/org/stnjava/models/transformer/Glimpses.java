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
 * A spatial transformer that looks at one feature map several times, and remembers where it has
 * looked: a recurrent localization network gives one θ after the other (Sønderby et al. 2015).
 *
 * <p>The warps are named st0, st1, …; all have the same weights, {@code st/localization/…}. Each
 * glimpse starts at the whole input.
 *
 * @param count how many glimpses, at least 1
 * @param features what the recurrent layer gets at each step, {@code [N, H, W, C]} to {@code [N,
 *     F]}
 * @param units how many numbers it remembers, at least 1
 * @param generator turns each θ into a grid
 * @param sampler reads the input there
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
