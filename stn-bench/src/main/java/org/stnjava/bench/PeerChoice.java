package org.stnjava.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stnjava.bench.djl.Djl;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.peer.PeerGroup;
import org.stnjava.bench.peer.Peers;
import org.stnjava.bench.peer.Scratch;
import picocli.CommandLine.Option;

/** The options that say where peers come from: what was asked for must be there. */
final class PeerChoice {

  private static final String DEFAULT_PYTHON = "python3";

  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description = "A Python with torch, onnxruntime and onnx (default: python3, if it has them).")
  private Optional<String> python = Optional.empty();

  @Option(
      names = "--djl",
      description = "Take PyTorch from Maven, through DJL; Python then has ONNX Runtime only.")
  private boolean djl;

  /**
   * Starts whoever is there, and says who is not.
   *
   * @param threads how many each library may use
   * @param scratch where arrays are exchanged
   * @param err is told who is absent, and why
   * @return the peers
   * @throws IllegalArgumentException if a peer that was asked for is not there
   */
  PeerGroup start(int threads, Scratch scratch, PrintWriter err) {
    List<Peers> started = new ArrayList<>();
    try {
      if (djl) {
        started.add(djl(threads, scratch));
      }
      python(threads, scratch, err).ifPresent(started::add);
    } catch (RuntimeException e) {
      started.forEach(Peers::close);
      throw e;
    }
    PeerGroup group = new PeerGroup(ImmutableList.copyOf(started));
    group.absences().forEach((library, why) -> err.printf("no %s: %s%n", library.title(), why));
    if (!group.versions().containsKey(Column.TORCH)) {
      err.println("PyTorch needs no Python with './stn bench --djl', which downloads it once");
    }
    return group;
  }

  private static Peers djl(int threads, Scratch scratch) {
    if (!Djl.isPresent()) {
      throw new IllegalArgumentException(
          "djl: expected PyTorch for DJL on the class path but it is not there; './stn bench --djl'"
              + " and './mvnw package -Pdjl' download it");
    }
    try {
      return Djl.start(threads, scratch);
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "djl: expected a PyTorch that DJL can load but got: " + e.getMessage(), e);
    }
  }

  /** Without a Python others are timed alone; one that was asked for must be there. */
  private Optional<Peers> python(int threads, Scratch scratch, PrintWriter err) {
    String program = python.orElse(DEFAULT_PYTHON);
    List<Column> libraries =
        djl ? List.of(Column.ONNXRUNTIME) : List.of(Column.TORCH, Column.ONNXRUNTIME);
    try {
      return Optional.of(Peers.python(program, libraries, threads, scratch));
    } catch (IOException | IllegalStateException e) {
      if (python.isPresent()) {
        throw new IllegalArgumentException(
            "python: expected a Python with NumPy but got '%s': %s"
                .formatted(program, e.getMessage()),
            e);
      }
      String absent =
          libraries.stream()
              .map(library -> "no " + library.title())
              .collect(Collectors.joining(", "));
      err.printf("%s: %s%n", absent, e.getMessage());
      return Optional.empty();
    }
  }
}
