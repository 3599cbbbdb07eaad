package org.stnjava.bench.trace;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.AllocationRecord;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.StepStats;

/**
 * TensorFlow's notes on one run of a graph.
 *
 * @param stats from a run with {@code FULL_TRACE}
 */
public record StepTrace(StepStats stats) {

  /** A node's label: its name, its operation and its inputs. */
  private static final Pattern LABEL = Pattern.compile(".* = ([A-Za-z0-9_]+)\\(.*", Pattern.DOTALL);

  /**
   * All nodes of one kind.
   *
   * @param operation the kind, such as {@code Conv2D}
   * @param nodes how many ran
   * @param millis how long they ran together; nodes that ran at the same time both count
   */
  public record Share(String operation, int nodes, double millis) {}

  /** {@return milliseconds from the start of the first node to the end of the last} */
  public double millis() {
    long start = nodes().mapToLong(NodeExecStats::getAllStartNanos).min().orElse(0);
    long end =
        nodes()
            .mapToLong(node -> node.getAllStartNanos() + node.getAllEndRelNanos())
            .max()
            .orElse(0);
    return (end - start) / 1e6;
  }

  /** {@return the kinds of operations, the longest first} */
  public List<Share> shares() {
    return nodes().collect(Collectors.groupingBy(StepTrace::operation)).entrySet().stream()
        .map(kind -> share(kind.getKey(), kind.getValue()))
        .sorted(Comparator.comparingDouble(Share::millis).reversed())
        .toList();
  }

  /**
   * The most memory that the nodes' outputs and scratch space took at one time.
   *
   * @return bytes, without weights and what was fed
   */
  public long peakBytes() {
    Map<Long, Long> changes = new TreeMap<>();
    nodes()
        .flatMap(node -> node.getMemoryList().stream())
        .flatMap(memory -> memory.getAllocationRecordsList().stream())
        .forEach(record -> changes.merge(record.getAllocMicros(), bytes(record), Long::sum));
    long now = 0;
    long peak = 0;
    for (long change : changes.values()) {
      now += change;
      peak = Math.max(peak, now);
    }
    return peak;
  }

  private static long bytes(AllocationRecord record) {
    return record.getAllocBytes();
  }

  private static Share share(String operation, List<NodeExecStats> nodes) {
    return new Share(
        operation,
        nodes.size(),
        nodes.stream()
            .mapToDouble(node -> (node.getOpEndRelNanos() - node.getOpStartRelNanos()) / 1e6)
            .sum());
  }

  private static String operation(NodeExecStats node) {
    Matcher label = LABEL.matcher(node.getTimelineLabel());
    return label.matches() ? label.group(1) : node.getNodeName();
  }

  private Stream<NodeExecStats> nodes() {
    return stats.getDevStatsList().stream().flatMap(device -> device.getNodeStatsList().stream());
  }
}
