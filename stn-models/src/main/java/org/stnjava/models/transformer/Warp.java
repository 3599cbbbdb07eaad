package org.stnjava.models.transformer;

import java.util.Objects;
import java.util.Optional;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a spatial transformer did to a batch.
 *
 * @param transformer who did it
 * @param theta the parameters it chose, {@code [N, …]}
 * @param grid where it looked, {@code [N, H', W', 2]}, {@code (x, y)} in [−1, 1]: in the image that
 *     the network got, also where another transformer or layers that keep places lie between; in a
 *     volume {@code [N, D', H', W', 3]}
 * @param v what it saw there, {@code [N, H', W', C]}; of a volume {@code [N, D', H', W', C]}
 * @param input what it read
 * @param behind the warp whose output it read, if it read that of another transformer
 */
public record Warp(
    SpatialTransformer transformer,
    Operand<TFloat32> theta,
    Operand<TFloat32> grid,
    Operand<TFloat32> v,
    Input input,
    Optional<Warp> behind) {

  /** What a transformer reads. */
  public enum Input {
    /** The image, be it warped already. */
    IMAGE,
    /** What layers with weights made of it. */
    FEATURES
  }

  /** Checks that nothing is missing. */
  public Warp {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(behind, "behind");
  }

  /**
   * What a transformer did to images.
   *
   * @param transformer as in the record
   * @param theta as in the record
   * @param grid as in the record
   * @param v as in the record
   */
  public Warp(
      SpatialTransformer transformer,
      Operand<TFloat32> theta,
      Operand<TFloat32> grid,
      Operand<TFloat32> v) {
    this(transformer, theta, grid, v, Input.IMAGE, Optional.empty());
  }

  /**
   * The same warp of what another one gave.
   *
   * @param tf where to build
   * @param first the other one, whose output lies as the input of this one does
   * @return a copy whose grid says where in the first one's image it looked
   */
  public Warp behind(Ops tf, Warp first) {
    return new Warp(transformer, theta, first.toImage(tf, grid), v, input, Optional.of(first));
  }

  /**
   * The same warp of feature maps.
   *
   * @return a copy
   */
  public Warp ofFeatures() {
    return new Warp(transformer, theta, grid, v, Input.FEATURES, behind);
  }

  /** Where points of the output lie in the image, {@code [N, H'', W'', 2]}. */
  private Operand<TFloat32> toImage(Ops tf, Operand<TFloat32> points) {
    GridGenerator generator = transformer.generator();
    Operand<TFloat32> read =
        generator.transform().in(generator.coordinates()).apply(tf, theta, points);
    return behind.map(first -> first.toImage(tf, read)).orElse(read);
  }
}
