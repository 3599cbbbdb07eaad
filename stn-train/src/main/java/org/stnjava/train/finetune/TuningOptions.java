package org.stnjava.train.finetune;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.stnjava.train.objective.Objective;

/**
 * How a signature of a loaded model is trained.
 *
 * @param logits the output, or another tensor of the model, that the loss reads: {@code [N,
 *     classes]} or {@code [N, labels, classes]}; before its softmax if it is one; the only output,
 *     or the one called {@code logits}, if absent
 * @param selection which weights are trained
 * @param objective the loss to minimize
 * @param optionalInputs the inputs with a default value that batches hold
 */
public record TuningOptions(
    Optional<String> logits, Selection selection, Objective objective, Set<String> optionalInputs) {

  /** Takes a copy of the set. */
  public TuningOptions {
    Objects.requireNonNull(logits, "logits");
    Objects.requireNonNull(selection, "selection");
    Objects.requireNonNull(objective, "objective");
    optionalInputs = Set.copyOf(optionalInputs);
  }

  /** {@return all trainable weights, by cross entropy, from the required inputs} */
  public static TuningOptions all() {
    return new TuningOptions(Optional.empty(), Selection.all(), Objective.crossEntropy(), Set.of());
  }

  /**
   * The same for another output.
   *
   * @param name the output, or another tensor of the model
   * @return a copy
   */
  public TuningOptions withLogits(String name) {
    return new TuningOptions(Optional.of(name), selection, objective, optionalInputs);
  }

  /**
   * The same for other weights.
   *
   * @param other which weights are trained
   * @return a copy
   */
  public TuningOptions withSelection(Selection other) {
    return new TuningOptions(logits, other, objective, optionalInputs);
  }

  /**
   * The same with another loss.
   *
   * @param other the loss to minimize
   * @return a copy
   */
  public TuningOptions withObjective(Objective other) {
    return new TuningOptions(logits, selection, other, optionalInputs);
  }

  /**
   * The same with optional inputs.
   *
   * @param inputs the inputs with a default value that batches hold
   * @return a copy
   */
  public TuningOptions withOptionalInputs(Set<String> inputs) {
    return new TuningOptions(logits, selection, objective, inputs);
  }
}
