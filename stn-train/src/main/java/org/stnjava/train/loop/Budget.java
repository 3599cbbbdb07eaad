package org.stnjava.train.loop;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long to train.
 *
 * <p>Only budgets in steps and epochs make a training repeatable.
 *
 * @param amount how many, greater than 0
 * @param unit of what
 */
public record Budget(double amount, Unit unit) {

  private static final Pattern TEXT =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?) (steps|epochs|minutes)");

  /** The unit of a budget. */
  public enum Unit {
    /** Updates of the weights. */
    STEPS,
    /** Passes over the training images. */
    EPOCHS,
    /** Time by the clock, evaluations included. */
    MINUTES
  }

  /** Checks the amount. */
  public Budget {
    if (!(amount > 0 && Double.isFinite(amount))) {
      throw new IllegalArgumentException(
          "%s: expected a number greater than 0 but got %s".formatted(name(unit), amount));
    }
    if (unit == Unit.STEPS && amount != Math.rint(amount)) {
      throw new IllegalArgumentException("steps: expected a whole number but got " + amount);
    }
  }

  /**
   * Reads a budget such as {@code 20 epochs}.
   *
   * @param text a number, a space and a unit
   * @return the budget
   * @throws IllegalArgumentException if the text is none
   */
  @JsonCreator
  public static Budget parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "budget: expected a number and steps, epochs or minutes, such as '20 epochs', but got '%s'"
              .formatted(text));
    }
    return new Budget(
        Double.parseDouble(matcher.group(1)),
        Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
  }

  /**
   * The share of the budget that is used.
   *
   * @param steps updates so far
   * @param epochs passes so far
   * @param elapsed time so far
   * @return 0 at the beginning, 1 and more at the end
   */
  public double used(long steps, double epochs, Duration elapsed) {
    return switch (unit) {
      case STEPS -> steps / amount;
      case EPOCHS -> epochs / amount;
      case MINUTES -> elapsed.toNanos() / (amount * Duration.ofMinutes(1).toNanos());
    };
  }

  /**
   * How many examples a run is trained on, repeated ones included; 1 where only the time counts.
   */
  double examples(int batchSize, OptionalLong perEpoch) {
    return switch (unit) {
      case STEPS -> amount * batchSize;
      case EPOCHS -> amount * perEpoch.orElse(1);
      case MINUTES -> 1;
    };
  }

  /** Requires a number of examples of a budget in epochs. */
  void requireCountable(OptionalLong examples) {
    if (unit == Unit.EPOCHS && examples.isEmpty()) {
      throw new IllegalArgumentException(
          "budget: expected steps or minutes, as the batches do not say how many an epoch has, but got "
              + this);
    }
  }

  /** {@return the text that {@link #parse} reads} */
  @JsonValue
  @Override
  public String toString() {
    String number =
        amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
    return number + " " + name(unit);
  }

  private static String name(Unit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }
}
