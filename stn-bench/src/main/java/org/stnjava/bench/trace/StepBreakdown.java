package org.stnjava.bench.trace;

import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stnjava.bench.peer.TrainingSteps;

/**
 * Where a training step's time goes; all times are medians in milliseconds.
 *
 * @param step the whole step, without a trace
 * @param feed making and freeing the tensors that are fed
 * @param nativeTime from the first operation to the last, in a traced step
 * @param trace of one step
 */
public record StepBreakdown(double step, double feed, double nativeTime, StepTrace trace) {

  private static final int WARMUP = 10;
  private static final int STEPS = 30;

  /**
   * Measures a training.
   *
   * @param steps the training
   * @return the medians over {@value #STEPS} steps
   */
  public static StepBreakdown of(TrainingSteps steps) {
    steps.time(WARMUP);
    List<Double> whole = new ArrayList<>();
    List<Double> feed = new ArrayList<>();
    List<Double> traced = new ArrayList<>();
    StepTrace last = new StepTrace(steps.trace());
    for (int i = 0; i < STEPS; i++) {
      whole.add(steps.time(1).millis());
      feed.add(steps.timeFeed());
      last = new StepTrace(steps.trace());
      traced.add(last.millis());
    }
    return new StepBreakdown(median(whole), median(feed), median(traced), last);
  }

  private static double median(List<Double> values) {
    return Quantiles.median().compute(values);
  }

  /** {@return the call from Java, the fetch of the loss and what tracing blurs} */
  public double rest() {
    return step - feed - nativeTime;
  }

  /**
   * Writes the breakdown and the longest operations as Markdown.
   *
   * @param name of the workload
   * @param top how many kinds of operations
   * @return lines, each ended
   */
  public String text(String name, int top) {
    StringBuilder text = new StringBuilder();
    text.append("| step | total ms | feed | native | Java, call and fetch | peak memory, MB |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    text.append(
        format(
            "| %s | %.2f | %.2f | %.2f | %.2f | %.1f |\n",
            name, step, feed, nativeTime, rest(), trace.peakBytes() / 1e6));
    text.append("\n| operation | nodes | ms | share |\n| --- | --- | --- | --- |\n");
    List<StepTrace.Share> shares = trace.shares();
    double all = shares.stream().mapToDouble(StepTrace.Share::millis).sum();
    for (StepTrace.Share share : shares.subList(0, Math.min(top, shares.size()))) {
      text.append(
          format(
              "| %s | %d | %.2f | %.0f %% |\n",
              share.operation(), share.nodes(), share.millis(), 100 * share.millis() / all));
    }
    return text.toString();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
