package org.stnjava.bench;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Option;

/** The option that says how many threads may be used. */
final class Threads {

  @Option(
      names = "--threads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Threads that each contender may use (default: ${DEFAULT-VALUE}).")
  private int threads;

  /** {@return the number, at least 1} */
  int count() {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1 but got " + threads);
    }
    return threads;
  }

  /**
   * Sets TensorFlow's number for the rest of the process: it makes its pools for the first session,
   * and all later ones share them. Loops in Java are told, too.
   */
  void limitTensorFlow() {
    System.setProperty("org.stnjava.threads", String.valueOf(count()));
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(count())
            .setInterOpParallelismThreads(count())
            .build();
    try (Graph graph = new Graph()) {
      new Session(graph, config).close();
    }
  }
}
