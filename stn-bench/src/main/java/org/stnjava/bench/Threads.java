package org.stnjava.bench;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** How many threads TensorFlow may use in this process. */
final class Threads {

  private Threads() {}

  /**
   * Sets the number for the rest of the process: TensorFlow makes its pools for the first session,
   * and all later ones share them.
   */
  static void limit(int threads) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(threads)
            .build();
    try (Graph graph = new Graph()) {
      new Session(graph, config).close();
    }
  }
}
