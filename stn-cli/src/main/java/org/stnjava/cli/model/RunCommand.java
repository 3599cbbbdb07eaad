package org.stnjava.cli.model;

import java.util.List;
import java.util.Map;
import org.stnjava.cli.common.Arguments;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.SignatureGradient;
import org.tensorflow.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code stn run}: one call of a SavedModel's signature. */
@Command(name = "run", description = "Calls a signature of a SavedModel.")
public final class RunCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Mixin private ModelOptions model;

  @Option(
      names = "--signature",
      paramLabel = "S",
      defaultValue = "serving_default",
      description = "What to call (default: ${DEFAULT-VALUE}).")
  private String signature = "";

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description =
          "Value of an input, or of a node if the model has no signatures: a .npy file; 0.5, true or 3; JSON, such as [[0.5, 1]], "
              + "'\"text\"' or '[\"a\", \"b\"]'; any other file, as a string of its bytes; a folder, as"
              + " a vector of strings, its files in the order of their names.")
  private List<String> inputs = List.of();

  @Option(
      names = "--feed",
      paramLabel = "NODE=VALUE",
      description = "Value of a placeholder that stands in no signature.")
  private List<String> feeds = List.of();

  @Option(
      names = "--output",
      paramLabel = "NAME=FILE",
      description =
          "File that takes an output, or a node if the model has no signatures: .npy, or .txt for strings, one a line. With none of them the"
              + " outputs are printed.")
  private List<String> outputs = List.of();

  @Mixin private ExecutionOption execution;

  @Mixin private ModelGradients gradients;

  @Override
  public void run() {
    Map<String, String> inputTexts = Arguments.parse("--input", inputs);
    Map<String, String> feedTexts = Arguments.parse("--feed", feeds);
    Map<String, String> files = Arguments.parse("--output", outputs);
    try (LoadedModel opened = model.open(spec, execution.execution());
        TensorMap in = new TensorMap();
        TensorMap fed = new TensorMap()) {
      LoadedModel loaded =
          ModelOptions.callable(
              opened,
              signature,
              inputTexts.keySet(),
              new ModelOptions.Outputs("--output", gradients.with(files.keySet())));
      SignatureDescription called = loaded.signature(signature);
      ModelOutputs taken = ModelOutputs.declare(called, files);
      gradients.declare(called);
      inputTexts.forEach((name, text) -> in.put("--input " + name, called.input(name), text));
      feedTexts.forEach((node, text) -> fed.put("--feed " + node, loaded.placeholder(node), text));
      try (Result result = loaded.call(signature, in.tensors(), fed.tensors())) {
        gradients.take(
            loaded, new SignatureGradient(signature, in.tensors(), fed.tensors()), result);
        taken.take(result);
        if (files.isEmpty()) {
          ResultPrinter.print(called, result, spec.commandLine().getOut());
        }
      }
    }
  }
}
