package org.stnjava.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.bench.cost.CostCurve;
import org.stnjava.bench.cost.CostPlot;
import org.stnjava.bench.cost.Work;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.peer.Toolkit;
import org.stnjava.data.file.StagedFile;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code stn bench costs}: time and memory of the sampler as its work grows. */
@Command(
    name = "costs",
    description =
        "Measures time and memory against batch, image size, channels and the number of"
            + " transformers in parallel.")
final class CostsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Mixin private Threads threads;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "AXIS",
      description = "What grows: batch, side, channels, transformers (default: each in turn).")
  private List<String> only = List.of();

  @Option(names = "--png", paramLabel = "FILE", description = "Draw the curves.")
  private Optional<Path> png = Optional.empty();

  @Override
  public void run() {
    List<Work.Axis> axes =
        only.isEmpty()
            ? List.of(Work.Axis.values())
            : only.stream().map(Work.Axis::byName).toList();
    png.ifPresent(CostsCommand::requireWritable);
    threads.limitTensorFlow();
    PrintWriter out = spec.commandLine().getOut();
    out.println(Environment.line(threads.count(), Map.of()) + "\n");
    out.print(CostCurve.HEAD);
    List<CostCurve> curves = new ArrayList<>();
    for (Work.Axis axis : axes) {
      for (Map.Entry<Column, Execution> ours : Toolkit.COLUMNS.entrySet()) {
        Sampler sampler = Sampler.bilinear().withExecution(ours.getValue());
        CostCurve curve = CostCurve.of(axis, ours.getKey().title(), sampler);
        out.print(curve.lines());
        out.flush();
        curves.add(curve);
      }
    }
    png.ifPresent(file -> draw(curves, file));
  }

  private static void requireWritable(Path file) {
    try {
      StagedFile.check(file);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("png: " + e.getMessage(), e);
    }
  }

  private static void draw(List<CostCurve> curves, Path file) {
    try (StagedFile picture = StagedFile.write(file, out -> CostPlot.write(curves, out))) {
      picture.publish();
    }
  }
}
