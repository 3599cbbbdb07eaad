package org.stnjava.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.stnjava.cli.common.Failures;
import org.stnjava.cli.common.GlobalOptions;
import org.stnjava.cli.common.Size;
import org.stnjava.cli.model.FinetuneCommand;
import org.stnjava.cli.model.InspectCommand;
import org.stnjava.cli.model.RunCommand;
import org.stnjava.cli.train.CompareCommand;
import org.stnjava.cli.train.EvalCommand;
import org.stnjava.cli.train.ExperimentsCommand;
import org.stnjava.cli.train.ExportCommand;
import org.stnjava.cli.train.ReportCommand;
import org.stnjava.cli.train.TrainCommand;
import org.stnjava.cli.warp.CoordinatesOption;
import org.stnjava.cli.warp.GridCommand;
import org.stnjava.cli.warp.SampleCommand;
import org.stnjava.cli.warp.WarpCommand;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.TransformFamily;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.train.ServiceProviders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program {@code stn}, from its arguments to its exit code.
 *
 * <p>0: done. 1: the work failed. 2: wrong usage or bad input. Every other code than 0 comes with
 * one line on standard error.
 *
 * <p>A command is a {@link Runnable} of its own, listed below or a {@link Subcommand} of another
 * module; an exception becomes the exit code, see {@link Failures}.
 */
@Command(
    name = "stn",
    description = "Spatial transformer networks: warp, train, evaluate and export.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = {
      TrainCommand.class,
      ExperimentsCommand.class,
      EvalCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      ExportCommand.class,
      InspectCommand.class,
      RunCommand.class,
      FinetuneCommand.class,
      WarpCommand.class,
      GridCommand.class,
      SampleCommand.class
    })
public final class Stn implements GlobalOptions, Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      scope = ScopeType.INHERIT,
      paramLabel = "S",
      description = "Seed of everything random (default: 0).")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print stack traces of failures and TensorFlow's own messages.")
  private boolean verbose;

  /**
   * Runs a command and ends the process.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Launcher.follow();
    boolean quiet = !List.of(args).contains("--verbose");
    System.exit(run(args, System.out, quiet ? StandardError.detach() : System.err));
  }

  /**
   * Runs a command.
   *
   * @param args the command line without the program's name
   * @param out takes the results
   * @param err takes progress and the line that describes a failure
   * @return the exit code: 0 done, 1 failed, 2 wrong usage or bad input
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    Stn stn = new Stn();
    CommandLine line = new CommandLine(stn);
    ServiceProviders<Subcommand> commands = ServiceProviders.load(Subcommand.class);
    commands.providers().forEach(line::addSubcommand);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .registerConverter(Size.class, Size::parse)
        .registerConverter(PixelCoordinates.class, new CoordinatesOption.CoordinatesConverter())
        .registerConverter(TransformFamily.class, Failures.converter(Transforms::family))
        .registerConverter(Kernel.class, Failures.converter(Kernel::byName))
        .registerConverter(Padding.class, Failures.converter(Padding::byName));
    line.setParameterExceptionHandler(
        (e, ignored) -> Failures.report(e.getCommandLine(), e, stn.verbose));
    line.setExecutionExceptionHandler(
        (e, command, ignored) -> Failures.report(command, e, stn.verbose));
    Failures.warn(line.getCommandSpec(), "not loaded", commands.failures());
    try {
      int code = line.execute(args);
      if (line.getOut().checkError()) {
        line.getErr().println("stn: standard output cannot be written");
        return Math.max(code, 1);
      }
      return code;
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      return Failures.report(line, e, stn.verbose);
    }
  }

  @Override
  public Optional<Long> seed() {
    return seed;
  }

  /** Reports that no command was given. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), Failures.expectedCommand(spec) + "none");
  }
}
