package org.stnjava.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.family.TFloating;

/**
 * One function of operands, evaluated on values.
 *
 * @param type the floating type of everything
 * @param function from the inputs to one output
 * @param <T> the floating type
 */
public record Evaluation<T extends TFloating>(Class<T> type, Function<T> function) {

  /** Builds the output from the inputs. */
  @FunctionalInterface
  public interface Function<T extends TFloating> {
    /** Builds into {@code tf}. */
    Operand<T> build(Ops tf, List<Operand<T>> inputs);
  }

  /** The output in graph mode, the inputs' shapes known. */
  public Value inGraph(Value... inputs) {
    return run(List.of(inputs), true, -1).get(0);
  }

  /** The outputs of many inputs, all of the first one's shapes, from one graph. */
  public List<Value> inGraph(List<Value[]> many) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      List<Operand<T>> operands = placeholders(Ops.create(graph), List.of(many.get(0)), true);
      Operand<T> out = function.build(Ops.create(graph), operands);
      return many.stream()
          .map(inputs -> fetch(session.runner().fetch(out), operands, List.of(inputs)).get(0))
          .toList();
    }
  }

  /** The output in graph mode, nothing but the inputs' ranks known. */
  public Value inGraphOfUnknownSizes(Value... inputs) {
    return run(List.of(inputs), false, -1).get(0);
  }

  /** Autodiff's gradient of the output's weighted sum with respect to one input, zeros if none. */
  public Value gradient(int input, Value weights, Value... inputs) {
    List<Value> all = new ArrayList<>(List.of(inputs));
    all.add(weights);
    return run(all, true, input).get(1);
  }

  /** The output in eager mode. */
  public Value eagerly(Value... inputs) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      List<Operand<T>> operands = new ArrayList<>();
      for (Value input : inputs) {
        operands.add(tf.constantOf(input.tensor(type)));
      }
      return Value.copyOf(function.build(tf, operands).asTensor());
    }
  }

  private List<Value> run(List<Value> values, boolean knownSizes, int withRespectTo) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<Operand<T>> operands = placeholders(tf, values, knownSizes);
      boolean differentiate = withRespectTo >= 0;
      int inputs = differentiate ? values.size() - 1 : values.size();
      Output<T> out = function.build(tf, operands.subList(0, inputs)).asOutput();
      Session.Runner runner = session.runner().fetch(out);
      if (differentiate) {
        Output<?> gradient =
            graph
                .addGradients(
                    "gradient",
                    new Output<?>[] {out},
                    new Output<?>[] {operands.get(withRespectTo).asOutput()},
                    new Output<?>[] {operands.get(inputs).asOutput()})[0];
        // Closed where the output does not depend on the input.
        runner.fetch(
            gradient.isClosed() ? tf.zerosLike(operands.get(withRespectTo)).asOutput() : gradient);
      }
      return fetch(runner, operands, values);
    }
  }

  private List<Operand<T>> placeholders(Ops tf, List<Value> values, boolean knownSizes) {
    List<Operand<T>> operands = new ArrayList<>();
    for (Value value : values) {
      operands.add(tf.placeholder(type, Placeholder.shape(shape(value, knownSizes))));
    }
    return operands;
  }

  private List<Value> fetch(Session.Runner runner, List<Operand<T>> operands, List<Value> values) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Tensor tensor = values.get(i).tensor(type);
      tensors.add(tensor);
      runner.feed(operands.get(i), tensor);
    }
    try (Result result = runner.run()) {
      List<Value> fetched = new ArrayList<>();
      result.forEach(entry -> fetched.add(Value.copyOf(entry.getValue())));
      return fetched;
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  private static Shape shape(Value value, boolean known) {
    if (known) {
      return value.shape();
    }
    long[] sizes = new long[value.shape().numDimensions()];
    Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
    return Shape.of(sizes);
  }
}
