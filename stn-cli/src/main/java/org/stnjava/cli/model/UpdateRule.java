package org.stnjava.cli.model;

import java.util.Arrays;
import java.util.Locale;
import org.stnjava.train.optimize.OptimizerConfig;

/** A rule for updates, with the rate that it usually goes well at. */
public enum UpdateRule {
  /** Plain gradient descent. */
  public SGD(0.01),
  /** Gradient descent that keeps 0.9 of the last step. */
  MOMENTUM(0.01),
  /** Adam. */
  ADAM(0.001);

  private final double rate;

  public UpdateRule(double rate) {
    this.rate = rate;
  }

  public double rate() {
    return rate;
  }

  public OptimizerConfig optimizer() {
    return switch (this) {
      case SGD -> OptimizerConfig.sgd(0);
      case MOMENTUM -> OptimizerConfig.sgd(0.9);
      case ADAM -> OptimizerConfig.adam();
    };
  }

  /** Finds a rule by its name on the command line. */
  public static UpdateRule byName(String name) {
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
