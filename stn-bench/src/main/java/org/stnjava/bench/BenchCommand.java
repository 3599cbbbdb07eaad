package org.stnjava.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stnjava.bench.peer.Lineup;
import org.stnjava.bench.peer.PeerGroup;
import org.stnjava.bench.peer.Scratch;
import org.stnjava.bench.report.NetworkTable;
import org.stnjava.bench.report.ResultFiles;
import org.stnjava.bench.report.ResultTable;
import org.stnjava.bench.report.Row;
import org.stnjava.bench.workload.Workload;
import org.stnjava.bench.workload.Workloads;
import org.stnjava.cli.Stn;
import org.stnjava.cli.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code stn bench}: the toolkit against its peers. */
@Command(
    name = "bench",
    description =
        "Times the toolkit against PyTorch and ONNX Runtime in one interleaved run, after checking"
            + " that all compute the same.",
    subcommands = {TraceCommand.class, LatencyCommand.class, CostsCommand.class})
public final class BenchCommand implements Subcommand {

  /** From this load on others take a core; OpenMP's threads then wait for each other. */
  private static final double BUSY = 1;

  @Spec private CommandSpec spec;

  @ParentCommand private Stn stn;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Workloads to run (default: all).")
  private List<String> only = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "How often each contender is timed (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private Threads threads;

  @Mixin private PeerChoice choice;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the medians as JSON, and a plot beside it.")
  private Optional<Path> json = Optional.empty();

  @Override
  public void run() {
    List<Workload> workloads = Workloads.named(only);
    Race race = new Race(rounds);
    json.ifPresent(BenchCommand::requireWritable);
    threads.limitTensorFlow();
    PrintWriter err = spec.commandLine().getErr();
    try (Scratch scratch = Scratch.create();
        PeerGroup peers = choice.start(threads.count(), scratch, err)) {
      warnIfBusy(err);
      report(workloads, race, peers);
    }
  }

  private static void requireWritable(Path json) {
    try {
      ResultFiles.check(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("json: " + e.getMessage(), e);
    }
  }

  private static void warnIfBusy(PrintWriter err) {
    if (Environment.load() > BUSY) {
      err.printf(
          Locale.ROOT,
          "the machine is busy, its load is %.1f: times will be long, PyTorch's most of all%n",
          Environment.load());
    }
  }

  private void report(List<Workload> workloads, Race race, PeerGroup peers) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Environment.line(threads.count(), peers.versions()));
    out.println();
    out.print(ResultTable.head(peers.versions()));
    List<Row> rows = new ArrayList<>();
    for (Workload workload : workloads) {
      try (Lineup lineup = Lineup.of(workload, stn.seed().orElse(0L), peers)) {
        Row row = new Row(workload, race.run(lineup));
        rows.add(row);
        out.print(ResultTable.line(row));
        out.flush();
      }
    }
    String networks = NetworkTable.of(rows);
    if (!networks.isEmpty()) {
      out.println();
      out.print(networks);
    }
    out.flush();
    json.ifPresent(file -> ResultFiles.write(rows, file));
  }
}
