package org.stnjava.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.bench.workload.Workload;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;

/**
 * Libraries in a process of their own, <b>to be closed</b>.
 *
 * <p>Each may be absent; {@link #absences} says why.
 */
public final class Peers implements AutoCloseable {

  private static final String SCRIPT = "peers.py";

  /** PyTorch's memory layouts; which one is faster depends on the workload. */
  private static final List<String> LAYOUTS = List.of("NCHW", "NHWC");

  private final Scratch scratch;
  private final PeerProcess process;
  private final Map<Column, String> versions = new EnumMap<>(Column.class);
  private final Map<Column, String> absences = new EnumMap<>(Column.class);

  private Peers(Scratch scratch, PeerProcess process) {
    this.scratch = scratch;
    this.process = process;
  }

  /**
   * Starts Python with some of its libraries.
   *
   * @param python the interpreter, a path or a name that is looked for in PATH
   * @param libraries those that are wanted, {@link Column#TORCH} and {@link Column#ONNXRUNTIME}
   * @param threads how many each library may use
   * @param scratch where arrays are exchanged
   * @return the peers
   * @throws IOException if there is no such program
   * @throws IllegalStateException if it is no Python with NumPy; the message is its last words
   */
  public static Peers python(String python, List<Column> libraries, int threads, Scratch scratch)
      throws IOException {
    Path script = scratch.folder("script").resolve(SCRIPT);
    try (InputStream in = Objects.requireNonNull(Peers.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      Files.copy(in, script);
    }
    return start(List.of(python, "-u", script.toString()), libraries, threads, scratch);
  }

  /**
   * Starts a program with some libraries, which speaks as {@code peers.py} does.
   *
   * @param command the program and its arguments
   * @param libraries those that are wanted of it
   * @param threads how many each library may use
   * @param scratch where arrays are exchanged
   * @return the peers
   * @throws IOException if there is no such program
   * @throws IllegalStateException if it ends or refuses; the message is its last words
   */
  public static Peers start(
      List<String> command, List<Column> libraries, int threads, Scratch scratch)
      throws IOException {
    Path complaints = Files.createTempFile(scratch.folder(), "complaints", ".txt");
    Peers peers = new Peers(scratch, PeerProcess.start(command, complaints));
    try {
      peers.greet(libraries, threads);
    } catch (RuntimeException e) {
      peers.close();
      throw e;
    }
    return peers;
  }

  private void greet(List<Column> libraries, int threads) {
    List<String> names = libraries.stream().map(Column::key).toList();
    JsonNode answer = process.ask(Map.of("do", "hello", "threads", threads, "libraries", names));
    for (Column library : libraries) {
      String name = library.key();
      if (answer.path(name).isTextual()) {
        versions.put(library, answer.get(name).asText());
      } else {
        absences.put(library, answer.path(name + "_reason").asText());
      }
    }
  }

  /** {@return the version of each library that is there} */
  public Map<Column, String> versions() {
    return versions;
  }

  /** {@return why each library that is not there is not} */
  public Map<Column, String> absences() {
    return absences;
  }

  /**
   * Prepares a library for a workload.
   *
   * @param library whose column to fill
   * @param workload what to compute
   * @param inputs on which numbers
   * @return the contenders, of which the fastest counts; none if the library is absent or cannot
   */
  public Map<String, Contender> prepare(Column library, Workload workload, Inputs inputs) {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    if (!versions.containsKey(library) || !can(library, workload)) {
      return contenders;
    }
    Path folder = scratch.folder("inputs");
    inputs
        .arrays()
        .forEach(
            (name, array) -> NpyFile.write(folder.resolve(name.replace('/', '.') + ".npy"), array));
    for (String layout : library == Column.TORCH ? LAYOUTS : LAYOUTS.subList(0, 1)) {
      String key = library.key() + " " + layout;
      process.ask(
          Map.of(
              "do",
              "prepare",
              "key",
              key,
              "library",
              library.key(),
              "layout",
              layout,
              "folder",
              folder.toString(),
              "workload",
              workload.settings()));
      contenders.put(key, new Remote(key));
    }
    return contenders;
  }

  /** ONNX Runtime for inference has no gradients, and no networks were translated for it. */
  private static boolean can(Column library, Workload workload) {
    return library == Column.TORCH
        || (workload instanceof SamplerWorkload && workload.pass() == Pass.FORWARD);
  }

  @Override
  public void close() {
    process.close();
  }

  /** One prepared workload on the other side. */
  private final class Remote implements Contender {

    private final String key;

    Remote(String key) {
      this.key = key;
    }

    @Override
    public Map<String, NpyArray> outputs() {
      Path folder = scratch.folder("outputs");
      JsonNode answer =
          process.ask(Map.of("do", "outputs", "key", key, "folder", folder.toString()));
      Map<String, NpyArray> outputs = new LinkedHashMap<>();
      for (JsonNode name : answer.get("names")) {
        Path file = folder.resolve(name.asText() + ".npy");
        outputs.put(name.asText(), NpyFile.read(file));
      }
      return outputs;
    }

    @Override
    public Timing time(int repetitions) {
      JsonNode answer = process.ask(Map.of("do", "time", "key", key, "repetitions", repetitions));
      return new Timing(answer.get("ms").asDouble(), answer.get("core_ms").asDouble());
    }

    @Override
    public void close() {
      process.ask(Map.of("do", "close", "key", key));
    }
  }
}
