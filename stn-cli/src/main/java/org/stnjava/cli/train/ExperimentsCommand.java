package org.stnjava.cli.train;

import java.io.PrintWriter;
import org.stnjava.cli.common.Failures;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.Experiments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code stn experiments}: one line each. */
@Command(name = "experiments", description = "Lists the experiments, one line each.")
public final class ExperimentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Experiment experiment : Experiments.all()) {
      out.printf(
          "%-14s %s (published: %s)%n",
          experiment.name(), experiment.summary(), experiment.published());
    }
    Failures.warn(spec, "not loaded", Experiments.failures());
  }
}
