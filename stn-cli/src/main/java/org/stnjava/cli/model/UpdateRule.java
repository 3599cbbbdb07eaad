package org.stnjava.cli.model;

import java.util.Arrays;
import java.util.Locale;
import org.stnjava.train.optimize.OptimizerConfig;

/** An optimizer with its default learning rate. */
public enum UpdateRule {
  /** Plain gradient descent. */
  SGD(0.01),
  /** Gradient descent with momentum 0.9. */
  MOMENTUM(0.01),
  /** Adam. */
  ADAM(0.001);

  private final double rate;

  UpdateRule(double rate) {
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

  /** Finds an optimizer by its name on the command line. */
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
