package org.stnjava.models.transformer;

import java.util.Objects;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The spatial transformer module: a localization network, a grid generator and a sampler (the
 * paper's section 3 and figure 2).
 *
 * <pre>{@code
 * SpatialTransformer transformer =
 *     new SpatialTransformer(
 *         "st0",
 *         LocalizationNets.convolutional(),
 *         GridGenerator.of(new Affine(), 28, 28),
 *         Sampler.bilinear());
 * Warp warp = transformer.warp(tf, scope, u);
 * }</pre>
 *
 * @param name its name, unique in the model
 * @param localization regresses θ from the input
 * @param generator computes the sampling grid from θ
 * @param sampler reads the input at the points of the grid
 */
public record SpatialTransformer(
    String name, LocalizationNet localization, GridGenerator generator, Sampler sampler) {

  /**
   * The part of the weight names, after the transformer's name, that marks its localization
   * network.
   */
  public static final String LOCALIZATION = "localization";

  /** Checks that generator and sampler use the same coordinates. */
  public SpatialTransformer {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(localization, "localization");
    if (generator.coordinates() != sampler.coordinates()) {
      throw new IllegalArgumentException(
          "coordinates: the grid generator uses %s but the sampler uses %s"
              .formatted(generator.coordinates(), sampler.coordinates()));
    }
  }

  /**
   * Builds the transformer on a feature map.
   *
   * @param tf where to build
   * @param scope of the model's weights
   * @param u input feature map, {@code [N, H, W, C]}
   * @return what it chose, where it looked and what it saw
   */
  public Warp warp(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    return warp(tf, scope, u, localize(tf, scope, u));
  }

  /**
   * Builds the localization network.
   *
   * @param tf where to build
   * @param scope of the model's weights
   * @param u input feature map, {@code [N, H, W, C]}
   * @return θ, {@code [N, …]}, see {@link org.stnjava.ops.transform.Transform#thetaShape()}
   */
  public Operand<TFloat32> localize(Ops tf, ModelScope scope, Operand<TFloat32> u) {
    return localization.localize(
        tf.withSubScope(name).withSubScope(LOCALIZATION),
        scope.child(name).child(LOCALIZATION),
        u,
        generator.transform());
  }

  /**
   * Builds grid and sampler for a given θ.
   *
   * @param tf where to build
   * @param scope of the model's weights
   * @param u input feature map, {@code [N, H, W, C]}
   * @param theta {@code [N, …]}, see {@link org.stnjava.ops.transform.Transform#thetaShape()}
   * @return θ, the grid and the output
   */
  public Warp warp(Ops tf, ModelScope scope, Operand<TFloat32> u, Operand<TFloat32> theta) {
    Ops here = tf.withSubScope(name);
    Operand<TFloat32> grid = generator.generate(here.withSubScope("grid"), theta);
    Ops sampling = here.withSubScope("sampler");
    Operand<TFloat32> v =
        scope.portable()
            ? sampler.withExecution(Execution.PORTABLE).sample(sampling, u, grid)
            : generator.sample(sampling, sampler, u, theta);
    return new Warp(this, theta, grid, v);
  }
}
