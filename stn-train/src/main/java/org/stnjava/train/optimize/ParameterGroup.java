package org.stnjava.train.optimize;

import java.util.regex.Pattern;
import org.stnjava.models.transformer.SpatialTransformer;

/**
 * Weights that are trained at a rate of their own.
 *
 * @param names what of a weight's name tells that it belongs here
 * @param factor what the learning rate is multiplied with, at least 0
 */
public record ParameterGroup(Pattern names, double factor) {

  /** Checks the factor. */
  public ParameterGroup {
    if (!(factor >= 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException(
          "factor: expected a finite number of at least 0 but got " + factor);
    }
  }

  /**
   * The weights of all localization networks.
   *
   * @param factor what the learning rate is multiplied with
   * @return the group
   */
  public static ParameterGroup localization(double factor) {
    return new ParameterGroup(Pattern.compile("/" + SpatialTransformer.LOCALIZATION + "/"), factor);
  }

  /**
   * Whether a weight belongs to the group.
   *
   * @param name the weight's name
   * @return whether a part of it matches
   */
  public boolean has(String name) {
    return names.matcher(name).find();
  }
}
