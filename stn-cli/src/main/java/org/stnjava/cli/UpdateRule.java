package org.stnjava.cli;

import java.util.Arrays;
import java.util.Locale;
import org.stnjava.train.optimize.Optimizer;

/** A rule for updates, with the rate that it usually goes well at. */
enum UpdateRule {
  /** Plain gradient descent. */
  SGD(0.01, Optimizer.sgd(0)),
  /** Gradient descent that keeps 0.9 of the last step. */
  MOMENTUM(0.01, Optimizer.sgd(0.9)),
  /** Adam. */
  ADAM(0.001, Optimizer.adam());

  private final double rate;

  @SuppressWarnings("ImmutableEnumChecker") // the optimizers here are records of numbers
  private final Optimizer optimizer;

  UpdateRule(double rate, Optimizer optimizer) {
    this.rate = rate;
    this.optimizer = optimizer;
  }

  double rate() {
    return rate;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** Finds a rule by its name on the command line. */
  static UpdateRule byName(String name) {
    return Arrays.stream(values())
        .filter(rule -> rule.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected sgd, momentum or adam but got '%s'".formatted(name)));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
