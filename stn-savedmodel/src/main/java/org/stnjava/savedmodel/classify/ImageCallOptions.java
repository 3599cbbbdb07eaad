package org.stnjava.savedmodel.classify;

import java.util.Optional;

/**
 * How a SavedModel of any origin is used as a classifier.
 *
 * @param signature to call; absent for {@code serving_default}, or else the only one
 * @param logits the output with a score for each class; absent for the one that {@link ClassScores}
 *     finds
 * @param scaling the values of pixels; absent for what the model's first operations tell, or else
 *     [0, 255] where the input is of integers and [0, 1] where it is of floats
 */
public record ImageCallOptions(
    Optional<String> signature, Optional<String> logits, Optional<PixelScaling> scaling) {

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
    return new ImageCallOptions(signature, logits, Optional.of(values));
  }
}
