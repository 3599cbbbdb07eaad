package org.stnjava.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The wait between turns, until nobody computes: neither this process nor those that it started.
 *
 * <p>Threads that have run out of work look for more before they sleep: those of OpenMP for a few
 * milliseconds, those of ONNX Runtime for tens of them, and a JVM goes on compiling. Whoever comes
 * next would miss a core for that long.
 */
final class Quiet {

  private static final Path PROCESSES = Path.of("/proc");

  private static final long POLL_MILLIS = 5;

  /** What is at work for longer will not stop soon. */
  private static final long PATIENCE_MILLIS = 1000;

  /** One look may find a thread that wakes for a moment, or miss one. */
  private static final int LOOKS = 3;

  /** The thread that looks. */
  private static final int OWN = 1;

  private Quiet() {}

  /**
   * Waits, for a second at most.
   *
   * @return whether it became quiet; true where the system does not tell
   */
  static boolean await() {
    int quiet = 0;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (quiet < LOOKS && System.nanoTime() < end) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      quiet = running() <= OWN ? quiet + 1 : 0;
    }
    return quiet == LOOKS;
  }

  /** How many threads have a core or wait for one. */
  private static long running() {
    ProcessHandle own = ProcessHandle.current();
    return Stream.concat(Stream.of(own), own.descendants())
        .flatMap(process -> threads(process.pid()).stream())
        .filter(Quiet::isRunning)
        .count();
  }

  private static List<Path> threads(long pid) {
    Path folder = PROCESSES.resolve(Long.toString(pid)).resolve("task");
    try (Stream<Path> threads = Files.list(folder)) {
      return threads.map(thread -> thread.resolve("stat")).toList();
    } catch (IOException | UncheckedIOException e) { // no such system, or it has just ended
      return List.of();
    }
  }

  /** The state is a letter behind the name, which is in brackets and may have some itself. */
  private static boolean isRunning(Path stat) {
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return text.startsWith("R", text.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }
}
