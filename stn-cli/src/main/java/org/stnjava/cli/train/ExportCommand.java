package org.stnjava.cli.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stnjava.train.experiment.ModelStore;
import org.stnjava.train.experiment.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code stn export}: copies a run's network to where other programs load it from. */
@Command(name = "export", description = "Copies the SavedModel of a run, with its card.")
public final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "Folder of a finished run.")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A new folder (default: the next version in saved_models/NAME/).")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--force", description = "Replace a SavedModel that is in that folder.")
  private boolean force;

  @Override
  public void run() {
    RunFolder folder = RunFolder.open(run);
    Path target = out.orElseGet(() -> ModelStore.nextVersion(Path.of("saved_models"), folder));
    if (force) {
      ModelStore.replace(folder, target);
    } else if (Files.exists(target)) {
      throw new IllegalArgumentException(
          "--out: %s: expected a new folder but it exists; --force replaces a SavedModel"
              .formatted(target));
    } else {
      ModelStore.copy(folder, target);
    }
    spec.commandLine().getOut().println(target);
  }
}
