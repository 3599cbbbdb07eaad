package org.stnjava.bench.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.peer.Peers;
import org.stnjava.bench.peer.Scratch;

/** The way to PyTorch by DJL: what must be on the class path, and how the process is started. */
public final class Djl {

  /** What DJL's engine and its native code are recognized by. */
  private static final List<String> NEEDED =
      List.of("ai/djl/pytorch/engine/PtEngine.class", "native/lib/pytorch.properties");

  private Djl() {}

  /** {@return whether the engine and its native code are on the class path} */
  public static boolean isPresent() {
    ClassLoader loader = Djl.class.getClassLoader();
    return NEEDED.stream().allMatch(name -> loader.getResource(name) != null);
  }

  /**
   * Starts PyTorch in a JVM with this one's class path.
   *
   * @param threads how many it may use
   * @param scratch where arrays are exchanged
   * @return a peer with {@link Column#TORCH}
   * @throws IOException if the JVM cannot be started
   * @throws IllegalStateException if PyTorch cannot be loaded; the message says why
   */
  public static Peers start(int threads, Scratch scratch) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Peers.start(
        List.of(
            java,
            "-XX:+UseSerialGC",
            // What the class path has is never looked for in the network.
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            DjlServer.class.getName()),
        List.of(Column.TORCH),
        threads,
        scratch);
  }
}
