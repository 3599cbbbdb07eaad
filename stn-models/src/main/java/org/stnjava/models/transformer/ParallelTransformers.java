package org.stnjava.models.transformer;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.localization.ThetaLayer;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Spatial transformers in parallel on one feature map, to attend to several objects at once (the
 * paper's section 3.4).
 *
 * <p>Each has its own localization network, or all share one that regresses all θ.
 */
public final class ParallelTransformers implements Transformers {

  private final List<SpatialTransformer> transformers;
  private final @Nullable Layer shared;
  private final List<float[]> starts;

  private ParallelTransformers(
      List<SpatialTransformer> transformers, @Nullable Layer shared, List<float[]> starts) {
    this.transformers = List.copyOf(transformers);
    this.shared = shared;
    this.starts = starts;
  }

  /**
   * Transformers that share nothing.
   *
   * @param transformers any number of them, or none, with different names
   * @return the transformers
   */
  public static ParallelTransformers separate(List<SpatialTransformer> transformers) {
    return new ParallelTransformers(transformers, null, List.of());
  }

  /**
   * Transformers named st0, st1, … each with its own localization network.
   *
   * @param features the networks' layers before the last, {@code [N, H, W, C]} to {@code [N, F]}
   * @param starts initial θ of each, row-major
   * @param generator computes the grid from each θ
   * @param sampler reads the input at the points of the grid
   * @return the transformers
   */
  public static ParallelTransformers separate(
      Layer features, List<float[]> starts, GridGenerator generator, Sampler sampler) {
    return separate(named(features, starts, generator, sampler));
  }

  /**
   * Transformers named st0, st1, … with one localization network for all.
   *
   * @param features the network's layers before the last, {@code [N, H, W, C]} to {@code [N, F]}
   * @param starts initial θ of each, row-major
   * @param generator computes the grid from each θ
   * @param sampler reads the input at the points of the grid
   * @return the transformers
   */
  public static ParallelTransformers shared(
      Layer features, List<float[]> starts, GridGenerator generator, Sampler sampler) {
    return new ParallelTransformers(
        named(features, starts, generator, sampler), features, List.copyOf(starts));
  }

  private static List<SpatialTransformer> named(
      Layer features, List<float[]> starts, GridGenerator generator, Sampler sampler) {
    return IntStream.range(0, starts.size())
        .mapToObj(
            i ->
                new SpatialTransformer(
                    "st" + i,
                    LocalizationNet.regressing(features, starts.get(i)),
                    generator,
                    sampler))
        .toList();
  }

  @Override
  public int count() {
    return transformers.size();
  }

  /** {@return the transformers, in the order of their outputs} */
  public List<SpatialTransformer> transformers() {
    return transformers;
  }

  @Override
  public List<Warp> warp(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    if (shared == null) {
      return transformers.stream().map(st -> st.warp(tf, scope, u)).toList();
    }
    List<Operand<TFloat32>> thetas = localize(shared, tf, scope, u);
    return IntStream.range(0, count())
        .mapToObj(i -> transformers.get(i).warp(tf, scope, u, thetas.get(i)))
        .toList();
  }

  private List<Operand<TFloat32>> localize(
      Layer features, Ops tf, ModelScope scope, Operand<TFloat32> u) {
    Ops here = tf.withSubScope(SHARED).withSubScope(SpatialTransformer.LOCALIZATION);
    ModelScope own = scope.child(SHARED).child(SpatialTransformer.LOCALIZATION);
    Transform transform = transformers.get(0).generator().transform();
    return new ThetaLayer(starts).thetas(here, own, features.apply(here, own, u), transform);
  }
}
