package org.stnjava.cli.warp;

import java.util.List;
import java.util.Optional;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * An image read through a grid, on arrays.
 *
 * @param sampler reads the image
 * @param source makes the grid
 */
record Warping(Sampler sampler, GridSource source) {

  /**
   * What came out.
   *
   * @param v output feature map, {@code [N, H', W', C]}, or that of a volume, of the image's type
   * @param gradImage gradient with respect to the image, of its shape and type, if asked for
   * @param gradSource gradient with respect to the grid or θ, of its shape and type, if asked for
   */
  record Result(NpyArray v, Optional<NpyArray> gradImage, Optional<NpyArray> gradSource) {}

  /** Makes a grid, {@code [N, H', W', 2]}, of θ's type. */
  static NpyArray grid(GridGenerator generator, NpyArray theta) {
    try (GraphRun run = new GraphRun()) {
      Operand<? extends TFloating> source = run.feed(type(theta), theta);
      return run.fetch(List.of(generator.generate(run.tf(), source))).get(0);
    }
  }

  /**
   * Reads the image.
   *
   * @param u image, {@code [N, H, W, C]}, or volume, {@code [N, D, H, W, C]}
   * @param points the grid or θ
   * @param upstream weights DV of the output, for the gradients of sum(V·DV)
   */
  Result run(NpyArray u, NpyArray points, Optional<NpyArray> upstream) {
    try (GraphRun run = new GraphRun()) {
      return run(run, run.feed(type(u), u), run.feed(type(points), points), upstream);
    }
  }

  private <T extends TFloating, S extends TFloating> Result run(
      GraphRun run, Operand<T> u, Operand<S> points, Optional<NpyArray> upstream) {
    Operand<S> grid = source.grid(run.tf(), points);
    if (upstream.isEmpty()) {
      NpyArray v = new Stripes(run, sampler).sample(new Stripes.Source<>(u, grid));
      return new Result(v, Optional.empty(), Optional.empty());
    }
    Operand<T> v = sampler.sample(run.tf(), u, grid);
    Operand<T> weights = run.feed(u.type(), upstream.get().reshape(v.shape().asArray()));
    Operand<T> gradImage = run.gradient(v, weights, u);
    Operand<S> gradSource = run.gradient(v, weights, points);
    List<NpyArray> arrays = run.fetch(List.of(v, gradImage, gradSource));
    return new Result(arrays.get(0), Optional.of(arrays.get(1)), Optional.of(arrays.get(2)));
  }

  private static Class<? extends TFloating> type(NpyArray array) {
    return array.type() == NpyType.FLOAT64 ? TFloat64.class : TFloat32.class;
  }
}
