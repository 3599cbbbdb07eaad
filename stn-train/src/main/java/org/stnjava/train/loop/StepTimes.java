package org.stnjava.train.loop;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Adds up where the time of a training's steps goes, evaluations and checkpoints left out. */
public final class StepTimes {

  /** What a step does, in its order. */
  public enum Part {
    /** Waiting for the batch, which another thread prepares. */
    BATCH("batch"),
    /** Making tensors of it. */
    FEED("feed"),
    /** TensorFlow's work. */
    RUN("TensorFlow"),
    /** Reading the loss and closing the tensors. */
    FETCH("fetch"),
    /** Telling the listeners. */
    LISTENERS("listeners");

    private final String text;

    Part(String text) {
      this.text = text;
    }
  }

  private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
  private long steps;
  private long last;

  StepTimes() {}

  /** A step begins. */
  void begin() {
    steps++;
    last = System.nanoTime();
  }

  /**
   * A part of the step ends, and the next begins.
   *
   * @param part which
   */
  public void end(Part part) {
    long now = System.nanoTime();
    nanos.merge(part, now - last, Long::sum);
    last = now;
  }

  @Override
  public String toString() {
    long all = Math.max(1, nanos.values().stream().mapToLong(Long::longValue).sum());
    return Stream.of(Part.values())
        .map(part -> percent(part, all))
        .collect(
            Collectors.joining(
                ", ",
                String.format(
                    Locale.ROOT, "%,d steps of %.3f ms: ", steps, all / 1e6 / Math.max(1, steps)),
                ""));
  }

  private String percent(Part part, long all) {
    return String.format(
        Locale.ROOT, "%s %.2f %%", part.text, 100.0 * nanos.getOrDefault(part, 0L) / all);
  }
}
