package org.stnjava.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stnjava.bench.peer.Toolkit;
import org.stnjava.bench.peer.TrainingSteps;
import org.stnjava.bench.trace.StepBreakdown;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.Workloads;
import org.stnjava.ops.sample.Sampler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code stn bench trace}: where a training step's time goes. */
@Command(
    name = "trace",
    description = "Shows where a training step's time goes: feed, fetch, Java, native operations.")
final class TraceCommand implements Runnable {

  private static final long SEED = 0;

  @Spec private CommandSpec spec;

  @Mixin private Threads threads;

  @Parameters(
      paramLabel = "WORKLOAD",
      arity = "0..*",
      description = "Training steps such as tutorial-train-64 (default: all).")
  private List<String> workload = List.of();

  @Option(
      names = "--top",
      defaultValue = "12",
      paramLabel = "N",
      description = "Kinds of operations to list (default: ${DEFAULT-VALUE}).")
  private int top;

  @Override
  public void run() {
    List<NetworkWorkload> steps = steps();
    threads.limitTensorFlow();
    spec.commandLine().getOut().println(Environment.line(threads.count(), Map.of()) + "\n");
    for (NetworkWorkload step : steps) {
      Inputs inputs = step.inputs(SEED);
      Toolkit.COLUMNS.forEach(
          (column, execution) ->
              print(
                  "%s, %s".formatted(step.name(), column.title()),
                  TrainingSteps.of(
                      step, inputs, Sampler.bilinear().withExecution(execution), SEED)));
    }
  }

  private void print(String name, TrainingSteps steps) {
    try (TrainingSteps training = steps) {
      spec.commandLine().getOut().println(StepBreakdown.of(training).text(name, top));
    }
  }

  private List<NetworkWorkload> steps() {
    List<NetworkWorkload> all =
        Workloads.named(List.of()).stream()
            .filter(NetworkWorkload.class::isInstance)
            .map(NetworkWorkload.class::cast)
            .filter(step -> step.pass() == Pass.BOTH)
            .toList();
    List<String> names = all.stream().map(NetworkWorkload::name).collect(Collectors.toList());
    for (String name : workload) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "workload: expected some of %s but got '%s'".formatted(names, name));
      }
    }
    return all.stream()
        .filter(step -> workload.isEmpty() || workload.contains(step.name()))
        .toList();
  }
}
