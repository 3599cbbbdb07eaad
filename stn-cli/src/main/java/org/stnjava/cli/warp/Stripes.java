package org.stnjava.cli.warp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.savedmodel.tensor.NpyAssembly;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Reads an image stripe by stripe along the grid's first axis, so that memory follows the sizes of
 * image and output, and not the number of pixels that a kernel reads at a point.
 *
 * @param run the graph
 * @param sampler reads the image
 */
record Stripes(GraphRun run, Sampler sampler) {
  /** Numbers that the reads of a stripe take: 32 MiB in float32, and some copies of it. */
  private static final long BUDGET = 1 << 23;

  /** Numbers beside the channels that each read takes: indices, masks and weights. */
  private static final int OVERHEAD = 8;

  /** What is read: the image, and a grid that is computed once. */
  record Source<T extends TFloating, S extends TFloating>(Operand<T> u, Operand<S> grid) {}

  /** The nodes that each stripe runs. */
  private record Nodes(Operand<?> grid, Operand<TInt32> from, Operand<TInt32> rows, Operand<?> v) {}

  /** Some rows of the grid. */
  private record Stripe(int from, int rows) {}

  /** Samples all stripes. */
  <T extends TFloating, S extends TFloating> NpyArray sample(Source<T, S> source) {
    Shape u = source.u().shape();
    Shape points = source.grid().shape();
    long[] shape = points.asArray();
    shape[shape.length - 1] = u.get(shape.length - 1);
    NpyType type = source.u().type() == TFloat64.class ? NpyType.FLOAT64 : NpyType.FLOAT32;
    NpyAssembly v = new NpyAssembly(Shape.of(shape), type);
    if (Shape.of(shape).size() == 0) {
      return v.array();
    }
    Nodes nodes = nodes(source);
    // What is fed cannot be fetched, and a given grid is fed.
    Operand<S> computed = run.tf().identity(source.grid());
    try (Result grid = run.run(Map.of(), computed)) {
      int rows = rows(u, points);
      for (int from = 0; from < points.get(1); from += rows) {
        int count = (int) Math.min(rows, points.get(1) - from);
        sample(nodes, grid.get(0), new Stripe(from, count), v);
      }
    }
    return v.array();
  }

  private void sample(Nodes nodes, Tensor grid, Stripe stripe, NpyAssembly v) {
    try (TInt32 from = TInt32.scalarOf(stripe.from());
        TInt32 rows = TInt32.scalarOf(stripe.rows());
        Result result =
            run.run(
                Map.of(nodes.grid(), grid, nodes.from(), from, nodes.rows(), rows), nodes.v())) {
      Shape shape = v.shape();
      int perRow = Math.toIntExact(shape.size() / shape.get(0) / shape.get(1));
      for (int image = 0; image < shape.get(0); image++) {
        int first = Math.toIntExact(image * shape.get(1) + stripe.from());
        int count = stripe.rows() * perRow;
        v.put(result.get(0), image * count, first * perRow, count);
      }
    }
  }

  private <T extends TFloating, S extends TFloating> Nodes nodes(Source<T, S> source) {
    Ops tf = run.tf();
    Operand<S> grid =
        tf.placeholder(source.grid().type(), Placeholder.shape(source.grid().shape()));
    Operand<TInt32> from = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    Operand<TInt32> rows = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    int rank = grid.shape().numDimensions();
    List<Operand<TInt32>> begin = new ArrayList<>();
    List<Operand<TInt32>> size = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      begin.add(axis == 1 ? from : tf.constant(0));
      size.add(axis == 1 ? rows : tf.constant(-1));
    }
    long[] shape = grid.shape().asArray();
    shape[1] = Shape.UNKNOWN_SIZE;
    Operand<S> stripe =
        tf.ensureShape(tf.slice(grid, tf.stack(begin), tf.stack(size)), Shape.of(shape));
    return new Nodes(grid, from, rows, sampler.sample(tf, source.u(), stripe));
  }

  /** Rows of a stripe, at least 1. */
  private int rows(Shape u, Shape points) {
    int dimensions = points.numDimensions() - 2;
    double perRow = Math.pow(Math.ceil(2 * sampler.kernel().radius()), dimensions);
    perRow *= (double) (u.get(dimensions + 1) + OVERHEAD) * points.get(0);
    for (int axis = 2; axis <= dimensions; axis++) {
      perRow *= points.get(axis);
    }
    return (int) Math.max(1, Math.min((double) points.get(1), BUDGET / Math.max(1, perRow)));
  }
}
