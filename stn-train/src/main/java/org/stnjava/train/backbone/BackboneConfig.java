package org.stnjava.train.backbone;

import java.util.Optional;
import org.stnjava.models.layer.Mode;
import org.stnjava.train.optimize.ParameterGroup;

/**
 * The SavedModel that a network is built on, if it is.
 *
 * @param backbone {@code SAVED_MODEL}, or {@code SAVED_MODEL:TENSOR} with the output, the tensor or
 *     the Keras layer whose features are classified; {@value #NONE} for none
 * @param backboneRange the values of its pixels, {@code LOW..HIGH}, or {@value #FOUND} for the
 *     range that its first operations determine
 * @param backboneRate what the learning rate is multiplied with for its weights, at least 0; 0
 *     freezes them
 * @param backboneBatchNorm whether its batch norms take the moving averages, {@code inference}, or
 *     those of the batch in training, {@code training}
 * @param backboneChecksum the SHA-256 of its files, or {@value #UNKNOWN} for those that are there
 */
public record BackboneConfig(
    String backbone,
    String backboneRange,
    double backboneRate,
    Mode backboneBatchNorm,
    String backboneChecksum) {

  /** No backbone. */
  public static final String NONE = "none";

  /** The range that the backbone determines. */
  public static final String FOUND = "found";

  /** Any files. */
  public static final String UNKNOWN = "unknown";

  /** The name before the names of its weights. */
  public static final String NAME = "backbone";

  /** A tenth, as what was trained before is to change less than what was not. */
  private static final double CAREFUL = 0.1;

  /** Checks the range and the rate. */
  public BackboneConfig {
    if (!(backboneRate >= 0 && Double.isFinite(backboneRate))) {
      throw new IllegalArgumentException(
          "backboneRate: expected at least 0 but got " + backboneRate);
    }
    if (!backboneRange.equals(FOUND)) {
      BackboneModel.scaling(backboneRange);
    }
  }

  /** {@return no backbone, with a tenth of the rate and batch norm in inference form} */
  public static BackboneConfig standard() {
    return new BackboneConfig(NONE, FOUND, CAREFUL, Mode.INFERENCE, UNKNOWN);
  }

  /** {@return whether there is one} */
  public boolean exists() {
    return !backbone.equals(NONE);
  }

  /** {@return the rate of its weights; empty without a backbone} */
  public Optional<ParameterGroup> group() {
    return exists()
        ? Optional.of(new ParameterGroup("^" + NAME + "/", backboneRate, 0, 0))
        : Optional.empty();
  }
}
