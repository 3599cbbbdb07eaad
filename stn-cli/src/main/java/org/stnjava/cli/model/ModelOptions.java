package org.stnjava.cli.model;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.stnjava.cli.common.Failures;
import org.stnjava.ops.sample.Execution;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.SavedModelBundle;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The SavedModel that a command takes, and which of its graphs. */
final class ModelOptions {

  @Parameters(paramLabel = "SAVED_MODEL", description = "Folder that holds saved_model.pb.")
  private Path folder = Path.of("");

  @Option(
      names = "--tags",
      split = ",",
      paramLabel = "TAG",
      description = "All tags of the graph (default: ${DEFAULT-VALUE}); '' if it has none.",
      defaultValue = SavedModelBundle.DEFAULT_TAG)
  private List<String> tags = List.of();

  /** The model's folder. */
  Path folder() {
    return folder;
  }

  /** Loads the graph, to be closed, and prints what is wrong with its folder. */
  LoadedModel open(CommandSpec spec) {
    LoadedModel model = named(() -> LoadedModel.open(folder, tags(tags), Execution.PORTABLE));
    Failures.warn(spec, "SAVED_MODEL", model.warnings());
    return model;
  }

  /**
   * The tensors to compute of a model without signatures.
   *
   * @param option that names them
   * @param names as they were given
   */
  record Outputs(String option, Collection<String> names) {}

  /**
   * Gives a model without signatures one of the names of tensors.
   *
   * @param signature what it is called by
   * @param inputs tensors to feed; with none, the placeholders that the outputs depend on
   * @return the model itself if it has a signature
   */
  static LoadedModel callable(
      LoadedModel model, String signature, Collection<String> inputs, Outputs outputs) {
    if (!model.signatures().isEmpty()) {
      return model;
    }
    try {
      return model.withSignature(signature, inputs, outputs.names());
    } catch (IllegalArgumentException e) {
      String message =
          String.valueOf(e.getMessage())
              .replaceFirst("^output:", outputs.option() + ":")
              .replaceFirst("^input:", "--input:");
      throw new IllegalArgumentException(message, e);
    }
  }

  /** The tags of a list on the command line, of which an empty one means none. */
  static Set<String> tags(List<String> tags) {
    Set<String> all = new LinkedHashSet<>(tags);
    all.remove("");
    return all;
  }

  /** Reads a model; the message of a failure begins with the right argument. */
  static <R> R named(Supplier<R> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      boolean aboutTags = message.startsWith("tags: ");
      throw new IllegalArgumentException((aboutTags ? "--" : "SAVED_MODEL: ") + message, e);
    }
  }
}
