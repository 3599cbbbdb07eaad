package org.stnjava.models.transformer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.shape.Sizes;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A spatial transformer that is applied several times, each time to the output of the time before,
 * so that its localization network regresses corrections.
 *
 * <p>The warps are named st0, st1, …; all share the weights of the localization network, {@code
 * st/localization/…}. The first one reads the whole image at the output's size.
 *
 * @param transformer that is applied; its name is not used
 * @param times number of applications, at least 1
 * @param resampling the input of each application
 */
public record RepeatedTransformer(SpatialTransformer transformer, int times, Resampling resampling)
    implements Transformers {

  /** The input of each application. */
  public enum Resampling {
    /** The output of the application before. */
    EACH_TIME,

    /**
     * The original input, by the composition of all warps so far, so that parts of the image that
     * an output before left out are not lost and no image is interpolated twice (Lin and Lucey
     * 2017, inverse compositional).
     *
     * <p>θ of each warp is that of the composition: one matrix for matrix transforms ({@link
     * org.stnjava.ops.transform.MatrixTransform}), else the θ of this application followed by those
     * of the ones before, the latest first.
     */
    ONCE
  }

  /** Checks the number. */
  public RepeatedTransformer {
    Objects.requireNonNull(transformer, "transformer");
    Objects.requireNonNull(resampling, "resampling");
    if (times < 1) {
      throw new IllegalArgumentException("times: expected at least 1 but got " + times);
    }
  }

  @Override
  public int count() {
    return times;
  }

  @Override
  public List<Warp> warp(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    return resampling == Resampling.ONCE ? composing(tf, scope, u) : passingOn(tf, scope, u);
  }

  private List<Warp> composing(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    Ops here = tf.withSubScope(SHARED);
    List<Warp> warps = new ArrayList<>();
    Operand<TFloat32> latest = atFirst(here, scope, u);
    List<Composed> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Operand<TFloat32> theta = named(SHARED).localize(tf, scope, latest);
      Composed step = Composed.of(here, transformer.generator().transform(), theta);
      all.add(i == 0 ? step : step.then(here, all.get(i - 1)));
      Composed composed = all.get(i);
      warps.add(named("st" + i, composed.transform()).warp(tf, scope, u, composed.theta()));
      latest = warps.get(i).v();
    }
    return warps;
  }

  private List<Warp> passingOn(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    List<Warp> warps = new ArrayList<>();
    Operand<TFloat32> latest = atFirst(tf.withSubScope(SHARED), scope, u);
    for (int i = 0; i < times; i++) {
      Operand<TFloat32> theta = named(SHARED).localize(tf, scope, latest);
      Warp warp = named("st" + i).warp(tf, scope, latest, theta);
      warps.add(i == 0 ? warp : warp.behind(tf, warps.get(i - 1)));
      latest = warp.v();
    }
    return warps;
  }

  /** Only the last one. */
  @Override
  public List<Warp> outputs(List<Warp> warps) {
    return warps.subList(warps.size() - 1, warps.size());
  }

  /** The whole input at the output's size. */
  private Operand<TFloat32> atFirst(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    GridGenerator generator = transformer.generator();
    Shape size = generator.target().size();
    if (u.shape().subShape(1, 1 + size.numDimensions()).equals(size)) {
      return u;
    }
    Transform transform = generator.transform();
    Shape one = transform.thetaShape().prepend(1);
    List<Operand<TInt32>> copies =
        new ArrayList<>(Collections.nCopies(one.numDimensions(), tf.constant(1)));
    copies.set(0, Sizes.of(tf, u, 0));
    Operand<TFloat32> identity =
        tf.tile(tf.constant(one, DataBuffers.of(transform.identityTheta())), tf.stack(copies));
    Operand<TFloat32> theta =
        tf.reshape(identity, tf.constant(transform.thetaShape().prepend(-1).asArray()));
    return named("first").warp(tf, scope, u, theta).v();
  }

  private SpatialTransformer named(String name) {
    return named(name, transformer.generator().transform());
  }

  private SpatialTransformer named(String name, Transform transform) {
    return new SpatialTransformer(
        name,
        transformer.localization(),
        new GridGenerator(transform, transformer.generator().target()),
        transformer.sampler());
  }
}
