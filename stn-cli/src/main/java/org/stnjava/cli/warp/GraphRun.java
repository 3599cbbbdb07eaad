package org.stnjava.cli.warp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * A graph that is built, run once on arrays, and thrown away.
 *
 * <p><b>Close it</b> to free the graph and what was fed.
 */
final class GraphRun implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final Map<Operand<?>, Tensor> feeds = new LinkedHashMap<>();

  Ops tf() {
    return tf;
  }

  /** Adds an input that has the array's shape and values. */
  <T extends TFloating> Operand<T> feed(Class<T> type, NpyArray array) {
    Operand<T> input = tf.placeholder(type, Placeholder.shape(NpyTensors.shape(array)));
    feeds.put(
        input, type == TFloat64.class ? NpyTensors.float64(array) : NpyTensors.float32(array));
    return input;
  }

  /** Adds the gradient of sum(y·upstream) with respect to x; zeros where y does not depend on x. */
  @SuppressWarnings("unchecked") // a gradient has the type of what it is taken by
  <T extends TFloating> Operand<T> gradient(Operand<?> y, Operand<?> upstream, Operand<T> x) {
    Output<?>[] gradients =
        graph.addGradients(
            "gradient_" + x.op().name(),
            new Output<?>[] {y.asOutput()},
            new Output<?>[] {x.asOutput()},
            new Output<?>[] {upstream.asOutput()});
    return gradients[0].isClosed() ? tf.zerosLike(x) : (Operand<T>) gradients[0];
  }

  /** Runs the graph; gives arrays of the operands' shapes and types. */
  List<NpyArray> fetch(List<? extends Operand<? extends TFloating>> operands) {
    try (Result result = run(Map.of(), operands.toArray(Operand<?>[]::new))) {
      List<NpyArray> arrays = new ArrayList<>();
      result.forEach(entry -> arrays.add(array(entry.getValue())));
      return arrays;
    }
  }

  /** Runs the graph with more inputs than it was given; <b>close</b> the result. */
  Result run(Map<Operand<?>, Tensor> more, Operand<?>... operands) {
    Session.Runner runner = session.runner();
    feeds.forEach(runner::feed);
    more.forEach(runner::feed);
    for (Operand<?> operand : operands) {
      runner.fetch(operand);
    }
    return runner.run();
  }

  @Override
  public void close() {
    feeds.values().forEach(Tensor::close);
    session.close();
    graph.close();
  }

  private static NpyArray array(Tensor tensor) {
    return tensor instanceof TFloat64 doubles
        ? NpyTensors.array(doubles)
        : NpyTensors.array((TFloat32) tensor);
  }
}
