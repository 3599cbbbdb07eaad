package org.stnjava.cli.train;

import java.util.Optional;
import org.stnjava.train.loop.Budget;
import picocli.CommandLine.Option;

/** How long to train; at most one of these. */
final class BudgetOptions {
  @Option(names = "--steps", paramLabel = "N", description = "Train for N updates.")
  private Optional<Integer> steps = Optional.empty();

  @Option(names = "--epochs", paramLabel = "N", description = "Train for N passes.")
  private Optional<Double> epochs = Optional.empty();

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "Train for M minutes; such a run cannot be repeated exactly.")
  private Optional<Double> minutes = Optional.empty();

  /** The one that was given, if any. */
  Optional<Budget> budget() {
    return steps
        .map(n -> new Budget(n, Budget.Unit.STEPS))
        .or(() -> epochs.map(n -> new Budget(n, Budget.Unit.EPOCHS)))
        .or(() -> minutes.map(n -> new Budget(n, Budget.Unit.MINUTES)));
  }
}
