package org.stnjava.models.transformer;

import java.util.Objects;
import java.util.Optional;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The result of a spatial transformer on a batch.
 *
 * @param transformer that computed it
 * @param theta θ, {@code [N, …]}
 * @param grid sampling grid, {@code [N, H', W', 2]}, {@code (x, y)}; [−1, 1] is inside. The points
 *     lie in the network's input image, even if another transformer or layers that keep positions
 *     come between; of a volume {@code [N, D', H', W', 3]}
 * @param v output feature map, {@code [N, H', W', C]}; of a volume {@code [N, D', H', W', C]}
 * @param input kind of its input
 * @param behind the warp whose output it reads, if it reads that of another transformer
 */
public record Warp(
    SpatialTransformer transformer,
    Operand<TFloat32> theta,
    Operand<TFloat32> grid,
    Operand<TFloat32> v,
    Input input,
    Optional<Warp> behind) {

  /** The kind of a transformer's input. */
  public enum Input {
    /** The image, or its warp by another transformer. */
    IMAGE,
    /** Features that layers with weights computed. */
    FEATURES
  }

  /** Checks that nothing is missing. */
  public Warp {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(behind, "behind");
  }

  /**
   * The result of a transformer on images.
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
   * The same warp of the output of another one.
   *
   * @param tf where to build
   * @param first the other one, whose output is in the same coordinates as the input of this one
   * @return a copy whose grid has the points in the first one's input
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

  /** The points of the image that points of the output read, {@code [N, H'', W'', 2]}. */
  private Operand<TFloat32> toImage(Ops tf, Operand<TFloat32> points) {
    GridGenerator generator = transformer.generator();
    Operand<TFloat32> read =
        generator.transform().in(generator.coordinates()).apply(tf, theta, points);
    return behind.map(first -> first.toImage(tf, read)).orElse(read);
  }
}
