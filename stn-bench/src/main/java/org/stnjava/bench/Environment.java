package org.stnjava.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.stnjava.bench.peer.Column;
import org.tensorflow.TensorFlow;

/** What times depend on: the machine, the versions and the day. */
final class Environment {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Environment() {}

  /** {@return one line} */
  static String line(int threads, Map<Column, String> peers) {
    List<String> parts = new ArrayList<>();
    parts.add(cpu());
    parts.add(Runtime.getRuntime().availableProcessors() + " cores, " + threads + " threads used");
    parts.add("JDK " + Runtime.version());
    parts.add("TensorFlow " + TensorFlow.version());
    peers.forEach((library, version) -> parts.add(library.title() + " " + version));
    if (load() >= 0) {
      parts.add(String.format(Locale.ROOT, "load %.1f at the start", load()));
    }
    parts.add(LocalDate.now(ZoneOffset.UTC).toString());
    return String.join("; ", parts);
  }

  /**
   * {@return how many processes wait for a core, as the system counts them; below 0 if it does not}
   */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
