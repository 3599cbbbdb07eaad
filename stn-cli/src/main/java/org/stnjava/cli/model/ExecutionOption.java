package org.stnjava.cli.model;

import org.stnjava.ops.sample.Execution;
import picocli.CommandLine.Option;

/** How the samplers of a loaded model are executed. */
public final class ExecutionOption {

  @Option(
      names = "--portable",
      description =
          "Execute samplers by the operations that the model was saved with, not by faster ones of"
              + " this toolkit.")
  private boolean portable;

  /** Gives what was chosen. */
  public Execution execution() {
    return portable ? Execution.PORTABLE : Execution.AUTOMATIC;
  }
}
