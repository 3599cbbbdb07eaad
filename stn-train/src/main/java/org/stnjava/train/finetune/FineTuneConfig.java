package org.stnjava.train.finetune;

import java.util.Objects;
import java.util.Optional;
import org.stnjava.train.optimize.OptimizerConfig;

/**
 * How a loaded model is fine-tuned.
 *
 * @param logits the output, or another tensor of the model, that is trained; the only output, or
 *     the one called {@code logits}, if absent
 * @param selection which weights are trained
 * @param optimizer what turns gradients into updates
 * @param rate the learning rate, at least 0
 */
public record FineTuneConfig(
    Optional<String> logits, Selection selection, OptimizerConfig optimizer, double rate) {

  /** Checks the rate. */
  public FineTuneConfig {
    Objects.requireNonNull(logits, "logits");
    Objects.requireNonNull(selection, "selection");
    Objects.requireNonNull(optimizer, "optimizer");
    if (!(rate >= 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException(
          "rate: expected a finite number of at least 0 but got " + rate);
    }
  }

  /**
   * Trains everything.
   *
   * @param optimizer what turns gradients into updates
   * @param rate the learning rate, at least 0
   * @return the configuration
   */
  public static FineTuneConfig of(OptimizerConfig optimizer, double rate) {
    return new FineTuneConfig(Optional.empty(), Selection.all(), optimizer, rate);
  }

  /**
   * The same for another output.
   *
   * @param name the output, or another tensor of the model
   * @return a copy
   */
  public FineTuneConfig withLogits(String name) {
    return new FineTuneConfig(Optional.of(name), selection, optimizer, rate);
  }

  /**
   * The same for other weights.
   *
   * @param some which weights are trained
   * @return a copy
   */
  public FineTuneConfig withSelection(Selection some) {
    return new FineTuneConfig(logits, some, optimizer, rate);
  }
}
