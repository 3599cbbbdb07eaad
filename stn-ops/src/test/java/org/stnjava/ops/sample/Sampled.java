package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.family.TFloating;

/**
 * What a sampler gave, forward and backward, from one graph.
 *
 * @param v output
 * @param du gradient of sum(v·dv) with respect to the image
 * @param dgrid gradient with respect to the grid, zeros where there is none
 */
record Sampled(Value v, Value du, Value dgrid) {

  /** What is sampled: an image, a grid, and the weights of the output. */
  record Input(Value u, Value grid, Value dv) {}

  /** Runs one input. */
  static <T extends TFloating> Sampled of(Class<T> type, Sampler sampler, Input input) {
    return all(type, sampler, List.of(input), 0).get(0);
  }

  /**
   * Runs many inputs of the first one's sizes on some threads, 0 for as many as there are cores.
   */
  static <T extends TFloating> List<Sampled> all(
      Class<T> type, Sampler sampler, List<Input> inputs, int threads) {
    ConfigProto config = ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, config)) {
      Ops tf = Ops.create(graph);
      Operand<T> u = placeholder(tf, type, inputs.get(0).u().shape());
      Operand<T> grid = placeholder(tf, type, inputs.get(0).grid().shape());
      Operand<T> dv = placeholder(tf, type, inputs.get(0).dv().shape());
      Operand<T> v = sampler.sample(tf, u, grid);
      List<Operand<?>> fetched =
          List.of(v, gradient(graph, tf, v, dv, u), gradient(graph, tf, v, dv, grid));
      List<Sampled> outcomes = new ArrayList<>();
      for (Input input : inputs) {
        try (Tensor image = input.u().tensor(type);
            Tensor points = input.grid().tensor(type);
            Tensor weights = input.dv().tensor(type)) {
          Session.Runner runner = session.runner();
          runner.feed(u, image).feed(grid, points).feed(dv, weights);
          fetched.forEach(runner::fetch);
          try (Result result = runner.run()) {
            outcomes.add(
                new Sampled(
                    Value.copyOf(result.get(0)),
                    Value.copyOf(result.get(1)),
                    Value.copyOf(result.get(2))));
          }
        }
      }
      return outcomes;
    }
  }

  private static <T extends TFloating> Operand<T> placeholder(Ops tf, Class<T> type, Shape shape) {
    return tf.placeholder(type, Placeholder.shape(shape));
  }

  private static Operand<?> gradient(
      Graph graph, Ops tf, Operand<?> v, Operand<?> dv, Operand<? extends TFloating> x) {
    Output<?> gradient =
        graph
            .addGradients(
                "gradient_" + x.op().name(),
                new Output<?>[] {v.asOutput()},
                new Output<?>[] {x.asOutput()},
                new Output<?>[] {dv.asOutput()})[0];
    return gradient.isClosed() ? tf.zerosLike(x) : gradient;
  }
}
