package org.stnjava.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tensorflow.SavedModelBundle;
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
      description = "All tags of the graph (default: ${DEFAULT-VALUE}).",
      defaultValue = SavedModelBundle.DEFAULT_TAG)
  private List<String> tags = List.of();

  Path folder() {
    return folder;
  }

  Set<String> tags() {
    return new LinkedHashSet<>(tags);
  }

  /** Reads a model so that whatever is wrong with it is said under the right argument. */
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
