package org.stnjava.bench.race;

import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The CPU time of the machine up to a moment, in milliseconds, as Linux counts it.
 *
 * @param wall the moment
 * @param idle what the cores that this process may use have idled
 * @param own what this process and those that it started have used
 * @param cores how many this process may use
 */
public record MachineTime(double wall, double idle, double own, int cores) {

  private static final Path CORES = Path.of("/proc/stat");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** The unit of /proc/stat, USER_HZ, is the same on all machines. */
  private static final double TICK_MILLIS = 10;

  /** The fields of a core in /proc/stat, behind its name: user, nice, system, idle, iowait. */
  private static final int IDLE = 4;

  private static final int WAITS_FOR_DISK = 5;

  private static final double NANOS = 1e6;

  /** {@return the times up to now; empty where the system does not tell} */
  static Optional<MachineTime> now() {
    try {
      BitSet cores = allowed(Files.readAllLines(STATUS));
      double wall = System.nanoTime() / NANOS;
      double idle = idle(Files.readAllLines(CORES), cores);
      return Optional.of(new MachineTime(wall, idle, ownMillis(), cores.cardinality()));
    } catch (IOException e) { // no such system
      return Optional.empty();
    }
  }

  /**
   * What went on between two moments.
   *
   * @param wall milliseconds
   * @param others CPU time of other processes in milliseconds, the hypervisor's other guests
   *     included; 0 where the system does not tell
   */
  public record Span(double wall, double others) {}

  /**
   * Watches the machine.
   *
   * @param millis how long
   * @return what went on; empty where the system does not tell
   */
  public static Optional<Span> watch(long millis) {
    Optional<MachineTime> start = now();
    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(millis));
    return start.flatMap(from -> now().map(to -> to.since(from)));
  }

  /** What went on since an earlier moment. */
  Span since(MachineTime start) {
    double span = wall - start.wall;
    double others = cores * span - (idle - start.idle) - (own - start.own);
    return new Span(span, Math.max(0, others));
  }

  private static double ownMillis() {
    ProcessHandle process = ProcessHandle.current();
    return Stream.concat(Stream.of(process), process.descendants())
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .mapToDouble(Duration::toMillis)
        .sum();
  }

  /** The numbers in a list such as {@code 0-3,8}. */
  static BitSet allowed(List<String> status) throws IOException {
    String list =
        status.stream()
            .filter(line -> line.startsWith(ALLOWED))
            .findFirst()
            .orElseThrow(() -> new IOException("no line " + ALLOWED + " in " + STATUS));
    BitSet cores = new BitSet();
    for (String range : Splitter.on(',').split(list.substring(ALLOWED.length()).strip())) {
      List<String> ends = Splitter.on('-').splitToList(range);
      int first = Integer.parseInt(ends.get(0));
      cores.set(first, Integer.parseInt(Iterables.getLast(ends)) + 1);
    }
    return cores;
  }

  /** What some cores have idled. */
  static double idle(List<String> stat, BitSet cores) {
    return cores.stream()
        .mapToObj(core -> "cpu" + core + " ")
        .flatMap(name -> stat.stream().filter(line -> line.startsWith(name)))
        .map(line -> Splitter.on(' ').omitEmptyStrings().splitToList(line))
        .flatMap(fields -> Stream.of(fields.get(IDLE), fields.get(WAITS_FOR_DISK)))
        .mapToDouble(ticks -> TICK_MILLIS * Long.parseLong(ticks))
        .sum();
  }
}
