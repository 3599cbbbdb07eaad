package org.stnjava.train.optimize;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the learning rate changes in the course of a training.
 *
 * <p>A function of the share that is done, so that it fits budgets in steps, epochs and minutes.
 *
 * @param shape the course between the beginning and the end
 * @param end what is left of the rate at the end, in [0, 1]; greater than 0 for steps and
 *     exponentials, 1 for constants
 */
public record Schedule(Shape shape, double end) {

  /** The courses that a rate can take. */
  public enum Shape {
    /** Always the same. */
    CONSTANT(1) {
      @Override
      double factor(double done, double end) {
        return 1;
      }
    },

    /** Three levels of a third each, as in the paper's 150,000 iterations. */
    STEP(0.01) {
      @Override
      double factor(double done, double end) {
        return Math.pow(Math.sqrt(end), Math.min(2, Math.floor(3 * done)));
      }
    },

    /** The same share less with each step. */
    EXPONENTIAL(0.01) {
      @Override
      double factor(double done, double end) {
        return Math.pow(end, done);
      }
    },

    /** Half a cosine (Loshchilov and Hutter 2017, equation 5). */
    COSINE(0) {
      @Override
      double factor(double done, double end) {
        return between(1, end, done);
      }
    },

    /**
     * Up from a 25th within three tenths, then down, both in half cosines (Smith and Topin 2018,
     * with the shares of PyTorch's OneCycleLR).
     */
    ONE_CYCLE(1 / (ONE_CYCLE_START * 1e4)) {
      @Override
      double factor(double done, double end) {
        return done < ONE_CYCLE_TOP
            ? between(1 / ONE_CYCLE_START, 1, done / ONE_CYCLE_TOP)
            : between(1, end, (done - ONE_CYCLE_TOP) / (1 - ONE_CYCLE_TOP));
      }
    };

    private final double usualEnd;

    Shape(double usualEnd) {
      this.usualEnd = usualEnd;
    }

    abstract double factor(double done, double end);

    private String text() {
      return Ascii.toLowerCase(name()).replace('_', '-');
    }

    /** Half a cosine from one value to another. */
    private static double between(double from, double to, double done) {
      return to + (from - to) * (1 + Math.cos(Math.PI * done)) / 2;
    }
  }

  /** Always the same rate. */
  public static final Schedule CONSTANT = usual(Shape.CONSTANT);

  /** A tenth after each third. */
  public static final Schedule STEP = usual(Shape.STEP);

  /** Down to a hundredth. */
  public static final Schedule EXPONENTIAL = usual(Shape.EXPONENTIAL);

  /** Half a cosine down to nothing. */
  public static final Schedule COSINE = usual(Shape.COSINE);

  /** Up to the rate and down to nearly nothing. */
  public static final Schedule ONE_CYCLE = usual(Shape.ONE_CYCLE);

  private static final double ONE_CYCLE_START = 25;
  private static final double ONE_CYCLE_TOP = 0.3;

  /** Checks the end. */
  public Schedule {
    boolean vanishes = shape == Shape.STEP || shape == Shape.EXPONENTIAL;
    Ranges.require(
        end <= 1 && (vanishes ? end > 0 : end >= 0),
        "schedule",
        vanishes ? "an end in (0, 1]" : "an end in [0, 1]",
        end);
  }

  /**
   * Reads a schedule such as {@code cosine} or {@code exponential 0.001}.
   *
   * @param text a shape, and what is left at the end if that is not the usual
   * @return the schedule
   * @throws IllegalArgumentException if the text is none
   */
  @JsonCreator
  public static Schedule parse(String text) {
    String[] words = text.strip().split(" +", 2);
    Shape shape =
        Arrays.stream(Shape.values())
            .filter(one -> one.text().equals(words[0].toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> notOne(text));
    if (words.length == 1) {
      return usual(shape);
    }
    if (shape == Shape.CONSTANT) {
      throw notOne(text);
    }
    try {
      return new Schedule(shape, Double.parseDouble(words[1]));
    } catch (NumberFormatException e) {
      throw notOne(text);
    }
  }

  /**
   * The learning rate at a moment.
   *
   * @param base the largest rate: that of the beginning, for one-cycle that of the top
   * @param done the fraction of the training run that is done; clipped to [0, 1]
   * @return the rate
   */
  public double rate(double base, double done) {
    return base * shape.factor(Math.max(0, Math.min(1, done)), end);
  }

  /** {@return the text that {@link #parse} reads} */
  @JsonValue
  @Override
  public String toString() {
    return end == shape.usualEnd ? shape.text() : shape.text() + " " + end;
  }

  private static Schedule usual(Shape shape) {
    return new Schedule(shape, shape.usualEnd);
  }

  private static IllegalArgumentException notOne(String text) {
    List<String> shapes = Arrays.stream(Shape.values()).map(Shape::text).toList();
    return new IllegalArgumentException(
        "schedule: expected one of %s, with what is left at the end if that is not the usual, such as 'exponential 0.001', but got '%s'"
            .formatted(shapes, text));
  }
}
