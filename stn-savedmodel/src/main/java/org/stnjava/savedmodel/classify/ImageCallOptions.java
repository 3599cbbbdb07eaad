package org.stnjava.savedmodel.classify;

import java.util.Optional;
import org.stnjava.ops.sample.Execution;

/**
 * How a SavedModel of any origin is used as a classifier.
 *
 * @param signature to call; absent for {@code serving_default}, or else the only one
 * @param logits the output with a score for each class; absent for the one that {@link ClassScores}
 *     finds
 * @param scaling the values of pixels; absent for what the model's first operations tell, or else
 *     [0, 255] where the input is of integers and [0, 1] where it is of floats
 * @param execution of the model's samplers, see {@link
 *     org.stnjava.savedmodel.load.LoadedModel#open(java.nio.file.Path, java.util.Set, Execution)}
 */
public record ImageCallOptions(
    Optional<String> signature,
    Optional<String> logits,
    Optional<PixelScaling> scaling,
    Execution execution) {

  /**
   * How a model is used, with samplers as loops in Java where that pays.
   *
   * @param signature to call
   * @param logits the output with a score for each class
   * @param scaling the values of pixels
   */
  public ImageCallOptions(
      Optional<String> signature, Optional<String> logits, Optional<PixelScaling> scaling) {
    this(signature, logits, scaling, Execution.AUTOMATIC);
  }

  /**
   * Leaves all to the model.
   *
   * @return options of which none is set
   */
  public static ImageCallOptions standard() {
    return new ImageCallOptions(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Sets the values of pixels.
   *
   * @param values what the model is fed
   * @return a copy
   */
  public ImageCallOptions withScaling(PixelScaling values) {
    return new ImageCallOptions(signature, logits, Optional.of(values), execution);
  }

  /**
   * Sets how samplers are executed.
   *
   * @param other {@code PORTABLE} for the operations that the model was saved with
   * @return a copy
   */
  public ImageCallOptions withExecution(Execution other) {
    return new ImageCallOptions(signature, logits, scaling, other);
  }
}
