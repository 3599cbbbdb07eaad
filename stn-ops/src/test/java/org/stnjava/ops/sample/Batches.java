package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** Runs one graph of two inputs on batches of different sizes. */
final class Batches {

  private Batches() {}

  /** The gradients of sum(v). */
  static List<Operand<?>> gradients(Graph graph, Operand<?> v, Operand<?>... inputs) {
    Output<?>[] outputs = new Output<?>[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      outputs[i] = inputs[i].asOutput();
    }
    return new ArrayList<>(List.of(graph.addGradients(v.asOutput(), outputs)));
  }

  static List<Value> run(
      Graph graph,
      List<Operand<?>> fetched,
      Operand<TFloat32> u,
      Value image,
      Operand<TFloat32> grid,
      Value points) {
    try (Session session = new Session(graph);
        TFloat32 first = image.tensor(TFloat32.class);
        TFloat32 second = points.tensor(TFloat32.class)) {
      Session.Runner runner = session.runner().feed(u, first).feed(grid, second);
      fetched.forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<Value> values = new ArrayList<>();
        result.forEach(entry -> values.add(Value.copyOf(entry.getValue())));
        return values;
      }
    }
  }
}
