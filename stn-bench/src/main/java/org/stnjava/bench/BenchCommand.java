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
import org.stnjava.bench.race.Disturbance;
import org.stnjava.bench.race.MachineTime;
import org.stnjava.bench.race.Race;
import org.stnjava.bench.report.CoreTable;
import org.stnjava.bench.report.NetworkTable;
import org.stnjava.bench.report.ResultFiles;
import org.stnjava.bench.report.ResultTable;
import org.stnjava.bench.report.Row;
import org.stnjava.bench.workload.Workload;
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

  /** How long the machine is watched before the start. */
  private static final long WATCH_MILLIS = 500;

  @Spec private CommandSpec spec;

  @ParentCommand private Stn stn;

  @Mixin private PaceChoice pace;

  @Mixin private Threads threads;

  @Mixin private PeerChoice choice;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write medians, core times and how many turns stayed disturbed as JSON, and a plot"
              + " beside it.")
  private Optional<Path> json = Optional.empty();

  @Override
  public void run() {
    List<Workload> workloads = pace.workloads();
    Disturbance rule = Disturbance.here(threads.count());
    Race race = new Race(pace.pace(), rule);
    json.ifPresent(BenchCommand::requireWritable);
    threads.limitTensorFlow();
    PrintWriter err = spec.commandLine().getErr();
    try (Scratch scratch = Scratch.create();
        PeerGroup peers = choice.start(threads.count(), scratch, err)) {
      warnIfBusy(rule, err);
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

  private static void warnIfBusy(Disturbance rule, PrintWriter err) {
    MachineTime.watch(WATCH_MILLIS)
        .filter(spent -> rule.isContended(spent))
        .ifPresent(
            spent ->
                err.printf(
                    Locale.ROOT,
                    "the machine is not quiet, other processes use %.1f of %d cores: disturbed turns"
                        + " are repeated, and core times hold better than times%n",
                    spent.others() / spent.wall(),
                    rule.cores()));
  }

  private void report(List<Workload> workloads, Race race, PeerGroup peers) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Environment.line(threads.count(), peers.versions()));
    out.println();
    out.print(ResultTable.head(peers.versions()));
    List<Row> rows = new ArrayList<>();
    for (Workload workload : workloads) {
      try (Lineup lineup = Lineup.of(workload, stn.seed().orElse(0L), peers)) {
        Row row = new Row(workload, race.run(lineup.members()));
        rows.add(row);
        out.print(ResultTable.line(row));
        out.flush();
      }
    }
    out.printf("%n%s%n%n", race.summary());
    out.print(CoreTable.of(rows, peers.versions()));
    String networks = NetworkTable.of(rows);
    if (!networks.isEmpty()) {
      out.println();
      out.print(networks);
    }
    out.flush();
    json.ifPresent(file -> ResultFiles.write(rows, file));
  }
}
