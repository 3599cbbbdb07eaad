package org.stnjava.savedmodel.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.tensor.InputTensors;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The gradient of the sum of an output times its weights, at one point.
 *
 * @param signature what is differentiated
 * @param inputs values of all its inputs, of their types and shapes
 * @param feeds values of placeholders that are in no signature, by node
 */
public record SignatureGradient(
    String signature, Map<String, Tensor> inputs, Map<String, Tensor> feeds) {

  /** Takes copies of the maps. */
  public SignatureGradient {
    inputs = Map.copyOf(inputs);
    feeds = Map.copyOf(feeds);
  }

  /**
   * An output with its weights.
   *
   * @param output its name
   * @param upstream of the output's type and shape
   */
  public record Weighted(String output, Tensor upstream) {}

  /**
   * Computes the gradients.
   *
   * @param model a loaded model with the signature
   * @param y what is differentiated
   * @param xs names of inputs of floats
   * @return for each of {@code xs}, <b>to be closed</b>; empty if the output does not depend on it
   * @throws IllegalArgumentException if an input is not of floats, or no gradient goes through what
   *     lies between; says what that is
   * @throws IllegalStateException if the computation fails within TensorFlow
   */
  public List<Optional<Tensor>> compute(LoadedModel model, Weighted y, List<String> xs) {
    xs.forEach(x -> requireFloats(model.signature(signature).input(x)));
    try (TunableModel tunable = TunableModel.open(model, tuning(xs), 0)) {
      Operand<? extends TType> upstream = placeholder(tunable, y.upstream());
      List<Optional<Output<?>>> gradients =
          tunable.gradients(
              tunable.output(y.output()),
              upstream.asOutput(),
              xs.stream().<Output<?>>map(tunable::input).toList());
      try (InstalledModel installed = tunable.install(UnaryOperator.identity())) {
        Session.Runner runner = installed.session().runner();
        runner.feed(installed.name(upstream), y.upstream());
        fed(tunable).forEach((input, value) -> runner.feed(installed.name(input), value));
        List<Output<?>> found = gradients.stream().flatMap(Optional::stream).toList();
        found.forEach(gradient -> runner.fetch(installed.name(gradient)));
        return found.isEmpty() ? none(xs) : run(runner, gradients);
      }
    }
  }

  private Tuning tuning(List<String> xs) {
    Tuning tuning = Tuning.of(signature);
    for (Map.Entry<String, Tensor> feed : feeds.entrySet()) {
      tuning = tuning.with(feed.getKey(), feed.getValue());
    }
    for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
      if (!xs.contains(input.getKey()) && isConstant(input.getValue())) {
        tuning = tuning.with(input.getKey(), input.getValue());
      }
    }
    return tuning;
  }

  /** What may choose a branch or the number of rounds. */
  private static boolean isConstant(Tensor value) {
    return value.shape().numDimensions() == 0 && !(value instanceof TString);
  }

  private static Operand<? extends TType> placeholder(TunableModel tunable, Tensor value) {
    Class<? extends TType> type =
        InputTensors.type(ProtoTypes.dtype(value.dataType())).orElseThrow();
    return Ops.create(tunable.graph()).withName("upstream").placeholder(type);
  }

  private Map<Output<?>, Tensor> fed(TunableModel tunable) {
    Map<Output<?>, Tensor> fed = new LinkedHashMap<>();
    inputs.forEach(
        (name, value) -> {
          if (tunable.inputs().contains(name)) {
            fed.put(tunable.input(name), value);
          }
        });
    return fed;
  }

  private List<Optional<Tensor>> run(Session.Runner runner, List<Optional<Output<?>>> gradients) {
    try {
      Result result = runner.run();
      List<Optional<Tensor>> values = new ArrayList<>();
      int next = 0;
      for (Optional<Output<?>> gradient : gradients) {
        values.add(gradient.isPresent() ? Optional.of(result.get(next++)) : Optional.empty());
      }
      return values;
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "gradient of signature %s: %s".formatted(signature, e.getMessage()), e);
    }
  }

  private static List<Optional<Tensor>> none(List<String> xs) {
    return xs.stream().map(x -> Optional.<Tensor>empty()).toList();
  }

  private static void requireFloats(TensorDescription input) {
    if (!input.dtype().contains("float")) {
      throw new IllegalArgumentException(
          "grad: expected an input of floats but %s is %s".formatted(input.name(), input.dtype()));
    }
  }
}
