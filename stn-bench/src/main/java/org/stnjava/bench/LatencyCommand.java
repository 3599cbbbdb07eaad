package org.stnjava.bench;

import com.google.common.collect.Maps;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stnjava.bench.peer.Scratch;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.savedmodel.export.SavedModelExporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code stn bench latency}: how long one image takes in a server. */
@Command(
    name = "latency",
    description = "Times an exported model on one image at a time, as a server would call it.")
final class LatencyCommand implements Runnable {

  private static final long SEED = 0;

  private static final String HEAD =
      """
      | model | threads | callers | calls | median ms | 99th percentile ms | calls/s |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  @Spec private CommandSpec spec;

  @Mixin private Threads threads;

  @Parameters(
      arity = "0..1",
      paramLabel = "SAVED_MODEL",
      description = "Folder of a classifier (default: the tutorial's and the paper's, untrained).")
  private Optional<Path> savedModel = Optional.empty();

  @Option(
      names = "--calls",
      defaultValue = "5000",
      paramLabel = "N",
      description =
          "How many images to classify, all callers together (default: ${DEFAULT-VALUE}).")
  private int calls;

  @Option(
      names = "--callers",
      split = ",",
      defaultValue = "1,2,4,8",
      paramLabel = "N",
      description = "Threads that call at once, one table row each (default: ${DEFAULT-VALUE}).")
  private List<Integer> callers = List.of();

  @Override
  public void run() {
    if (calls < 1) {
      throw new IllegalArgumentException("calls: expected at least 1 but got " + calls);
    }
    for (int number : callers) {
      if (number < 1) {
        throw new IllegalArgumentException("callers: expected at least 1 but got " + number);
      }
    }
    threads.limitTensorFlow();
    String table = savedModel.map(this::given).orElseGet(this::own);
    PrintWriter out = spec.commandLine().getOut();
    out.println(Environment.line(threads.count(), Map.of()) + "\n");
    out.print(HEAD + table);
    out.flush();
  }

  private String given(Path folder) {
    try {
      return lines(folder.toString(), folder);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("SAVED_MODEL: " + e.getMessage(), e);
    }
  }

  private String own() {
    return exported(Network.TUTORIAL) + exported(Network.ST_CNN);
  }

  private String exported(Network network) {
    try (Scratch scratch = Scratch.create()) {
      Path folder = scratch.folder().resolve("model");
      SavedModelExporter.export(
          network.classifier(Sampler.bilinear()),
          Maps.transformValues(
              new NetworkWorkload(network, Pass.FORWARD, 1).weights(SEED), NpyArray::floats),
          folder);
      return lines(network.label(), folder);
    }
  }

  private String lines(String name, Path folder) {
    StringBuilder lines = new StringBuilder();
    try (ExportedClassifier classifier = ExportedClassifier.load(folder)) {
      for (int number : callers) {
        Latency latency = Latency.of(classifier, number, calls);
        lines.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %d | %,d | %.2f | %.2f | %,.0f |\n",
                name,
                threads.count(),
                number,
                calls,
                latency.median(),
                latency.slow(),
                latency.rate()));
      }
    }
    return lines.toString();
  }
}
