package org.stnjava.bench.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.workload.Workload;

/**
 * The times of one workload.
 *
 * @param workload what was timed
 * @param times who took how long; whoever is absent was not there or cannot do it
 */
public record Row(Workload workload, Map<Column, Samples> times) {

  /** Takes a copy of the times. */
  public Row {
    times = Map.copyOf(times);
  }

  /** {@return the toolkit's times: those of the fast path where there is one} */
  public Optional<Samples> ours() {
    return time(Column.FAST).or(() -> time(Column.PORTABLE));
  }

  /**
   * The times in one column.
   *
   * @param column whose
   * @return the times if there are any
   */
  public Optional<Samples> time(Column column) {
    return Optional.ofNullable(times.get(column));
  }

  /**
   * The toolkit's time over PyTorch's, below 1 where the toolkit needs less.
   *
   * @param part the wall time, {@link Samples#median}, or that of the cores, {@link
   *     Samples#coreMillis}
   * @return the ratio if PyTorch was there
   */
  public Optional<Double> ratioToTorch(Function<Samples, Double> part) {
    return ours()
        .flatMap(own -> time(Column.TORCH).map(torch -> part.apply(own) / part.apply(torch)));
  }

  /** {@return what follows a ratio in a table: a star if turns of either stayed disturbed} */
  String star() {
    return Stream.of(ours(), time(Column.TORCH))
        .flatMap(Optional::stream)
        .map(Samples::star)
        .max(Comparator.naturalOrder())
        .orElse("");
  }

  /** {@return what the JSON file says; what was absent has null} */
  Map<String, @Nullable Object> entry() {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("workload", workload.name());
    entry.put("pass", workload.pass().label());
    for (Column column : Column.values()) {
      Optional<Samples> time = time(column);
      entry.put(column.key() + "_ms", time.map(Samples::median).orElse(null));
      entry.put(column.key() + "_core_ms", time.map(Samples::coreMillis).orElse(null));
      entry.put(column.key() + "_disturbed", time.map(Samples::disturbed).orElse(null));
    }
    entry.put("ratio_to_torch", ratioToTorch(Samples::median).orElse(null));
    entry.put("core_ratio_to_torch", ratioToTorch(Samples::coreMillis).orElse(null));
    return entry;
  }
}
