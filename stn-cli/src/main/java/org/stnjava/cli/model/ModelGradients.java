package org.stnjava.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.stnjava.cli.common.Arguments;
import org.stnjava.cli.common.Outputs;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.stnjava.savedmodel.tune.SignatureGradient;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import picocli.CommandLine.Option;

/** The options {@code --upstream} and {@code --grad} of a call, for gradients of sum(OUT·DV). */
final class ModelGradients {

  @Option(
      names = "--upstream",
      paramLabel = "OUT=DV.npy",
      description = "Weights DV of the gradients of sum(OUT*DV); of the output's shape.")
  private List<String> upstream = List.of();

  @Option(
      names = "--grad",
      paramLabel = "IN=G.npy",
      description = "Takes the gradient with respect to an input; needs --upstream.")
  private List<String> grad = List.of();

  private final Outputs outputs = new Outputs();

  /** Checks the names and that the files can be written. */
  void declare(SignatureDescription signature) {
    if (upstream.size() > 1 || upstream.isEmpty() != grad.isEmpty()) {
      throw new IllegalArgumentException(
          "--upstream: expected one OUT=DV.npy and --grad IN=G.npy with it but got %s and %s"
              .formatted(upstream, grad));
    }
    Arguments.parse("--upstream", upstream).keySet().forEach(signature::output);
    files()
        .forEach(
            (input, file) -> {
              signature.input(input);
              outputs.array("--grad " + input, Path.of(file));
            });
  }

  /** Some outputs, and the one that is differentiated. */
  Set<String> with(Set<String> outputs) {
    Set<String> all = new LinkedHashSet<>(outputs);
    all.addAll(Arguments.parse("--upstream", upstream).keySet());
    return all;
  }

  private Map<String, String> files() {
    return Arguments.parse("--grad", grad);
  }

  /** Computes and writes the gradients, if some are asked for. */
  void take(LoadedModel model, SignatureGradient call, Result result) {
    SignatureDescription signature = model.signature(call.signature());
    Arguments.parse("--upstream", upstream)
        .forEach(
            (output, file) -> {
              try (TensorMap weights = new TensorMap()) {
                String argument = "--upstream " + output;
                weights.put(argument, signature.output(output), file);
                Tensor dv = Objects.requireNonNull(weights.tensors().get(output));
                requireShape(argument, result.get(output).orElseThrow(), dv);
                write(model, call, new SignatureGradient.Weighted(output, dv));
              }
            });
  }

  private static void requireShape(String argument, Tensor v, Tensor dv) {
    if (!v.shape().equals(dv.shape())) {
      throw new IllegalArgumentException(
          "%s: expected the output's shape %s but got %s"
              .formatted(argument, v.shape(), dv.shape()));
    }
  }

  private void write(LoadedModel model, SignatureGradient call, SignatureGradient.Weighted y) {
    List<String> inputs = new ArrayList<>(files().keySet());
    List<Optional<Tensor>> gradients = call.compute(model, y, inputs);
    try {
      for (int i = 0; i < inputs.size(); i++) {
        Tensor x = Objects.requireNonNull(call.inputs().get(inputs.get(i)));
        outputs.put("--grad " + inputs.get(i), array(gradients.get(i), x));
      }
      outputs.publish();
    } finally {
      gradients.forEach(gradient -> gradient.ifPresent(Tensor::close));
    }
  }

  /** Zeros where the output does not depend on the input. */
  private static NpyArray array(Optional<Tensor> gradient, Tensor x) {
    return gradient
        .map(NpyTensors::array)
        .orElseGet(
            () -> NpyArray.of(new float[Math.toIntExact(x.shape().size())], x.shape().asArray()));
  }
}
