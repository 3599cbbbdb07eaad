package org.stnjava.cli.train;

import java.nio.file.Path;
import org.stnjava.train.experiment.RunFolder;
import org.stnjava.train.experiment.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code stn report}: the page of a run, made again. */
@Command(name = "report", description = "Writes report.html into the folder of a run.")
public final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "Folder of a finished run.")
  private Path run;

  @Override
  public void run() {
    RunFolder folder = RunFolder.open(run);
    new RunReport(folder).write();
    spec.commandLine().getOut().println(folder.report());
  }
}
