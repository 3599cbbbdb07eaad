package org.stnjava.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

  /** {@return the toolkit's times: those of the compiled path where there is one} */
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

  /** {@return the median of {@link #ours} over PyTorch's, below 1 where the toolkit is faster} */
  public OptionalDouble ratioToTorch() {
    return ratioToTorch(ours());
  }

  /** {@return the median of the loops in Java over PyTorch's} */
  public OptionalDouble javaRatioToTorch() {
    return ratioToTorch(time(Column.JAVA));
  }

  private OptionalDouble ratioToTorch(Optional<Samples> ours) {
    Optional<Samples> torch = time(Column.TORCH);
    return ours.isPresent() && torch.isPresent()
        ? OptionalDouble.of(ours.get().median() / torch.get().median())
        : OptionalDouble.empty();
  }

  /** {@return what the JSON file says} */
  Entry entry() {
    return new Entry(
        workload.name(),
        workload.pass().label(),
        median(Column.PORTABLE),
        median(Column.FAST),
        median(Column.JAVA),
        median(Column.TORCH),
        median(Column.ONNXRUNTIME),
        orNull(ratioToTorch()),
        orNull(javaRatioToTorch()));
  }

  private static @Nullable Double orNull(OptionalDouble ratio) {
    return ratio.isPresent() ? ratio.getAsDouble() : null;
  }

  private @Nullable Double median(Column column) {
    return time(column).map(Samples::median).orElse(null);
  }

  /** A row as other programs read it; a peer that was absent has null. */
  @JsonPropertyOrder({
    "workload",
    "pass",
    "portable_ms",
    "fast_ms",
    "java_ms",
    "torch_ms",
    "onnxruntime_ms",
    "ratio_to_torch",
    "java_ratio_to_torch"
  })
  record Entry(
      String workload,
      String pass,
      @JsonProperty("portable_ms") @Nullable Double portable,
      @JsonProperty("fast_ms") @Nullable Double fast,
      @JsonProperty("java_ms") @Nullable Double java,
      @JsonProperty("torch_ms") @Nullable Double torch,
      @JsonProperty("onnxruntime_ms") @Nullable Double onnxRuntime,
      @JsonProperty("ratio_to_torch") @Nullable Double ratio,
      @JsonProperty("java_ratio_to_torch") @Nullable Double javaRatio) {}
}
