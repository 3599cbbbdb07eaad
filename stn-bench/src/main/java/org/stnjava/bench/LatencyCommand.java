package org.stnjava.bench;

import com.google.common.collect.Maps;
import com.google.common.math.Quantiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
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

/** The command {@code stn bench latency}: how long one image takes in a long-lived process. */
@Command(
    name = "latency",
    description = "Times an exported model on one image at a time, as a server would call it.")
final class LatencyCommand implements Runnable {

  private static final long SEED = 0;
  private static final int WARMUP = 500;
  private static final int MEDIAN = 50;
  private static final int SLOW = 99;

  private static final String HEAD =
      """
      | model | threads | calls | median ms | 99th percentile ms |
      | --- | --- | --- | --- | --- |
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
      description = "How many images to classify (default: ${DEFAULT-VALUE}).")
  private int calls;

  @Override
  public void run() {
    if (calls < 1) {
      throw new IllegalArgumentException("calls: expected at least 1 but got " + calls);
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
      return line(folder.toString(), folder);
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
      return line(network.label(), folder);
    }
  }

  private String line(String name, Path folder) {
    try (ExportedClassifier classifier = ExportedClassifier.load(folder)) {
      Map<Integer, Double> millis =
          Quantiles.percentiles().indexes(MEDIAN, SLOW).compute(times(classifier));
      return String.format(
          Locale.ROOT,
          "| %s | %d | %,d | %.2f | %.2f |\n",
          name,
          threads.count(),
          calls,
          millis.get(MEDIAN),
          millis.get(SLOW));
    }
  }

  private double[] times(ExportedClassifier classifier) {
    float[] image = new float[classifier.input().orElseThrow().size()];
    SplittableRandom random = new SplittableRandom(SEED);
    double[] millis = new double[calls];
    for (int call = -WARMUP; call < calls; call++) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) random.nextDouble();
      }
      long start = System.nanoTime();
      classifier.logits(image, 1);
      if (call >= 0) {
        millis[call] = (System.nanoTime() - start) / 1e6;
      }
    }
    return millis;
  }
}
