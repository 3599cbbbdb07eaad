package org.stnjava.train.experiment;

import org.stnjava.models.transformer.Penalties;
import org.stnjava.models.transformer.Penalties.Limits;

/**
 * What is added to the loss for what transformers choose, see {@link Penalties}; 0 adds nothing.
 *
 * @param diversity of what transformers side by side have in common
 * @param thetaPenalty of the squared distance of θ to the identity
 * @param boundPenalty of scales and shifts beyond these limits
 * @param leastScale the least scale, greater than 0
 * @param mostScale the largest, at least as large
 * @param mostShift how far the center may lie from the middle, 1 being the border; at least 0
 */
public record PenaltyConfig(
    double diversity,
    double thetaPenalty,
    double boundPenalty,
    double leastScale,
    double mostScale,
    double mostShift) {

  /** Checks the ranges. */
  public PenaltyConfig {
    requirePenalties(
        diversity, thetaPenalty, boundPenalty, new Limits(leastScale, mostScale, mostShift));
  }

  private static Penalties requirePenalties(
      double diversity, double thetaPenalty, double boundPenalty, Limits limits) {
    return new Penalties(diversity, thetaPenalty, boundPenalty, limits);
  }

  /** {@return no penalties, and the usual limits} */
  public static PenaltyConfig none() {
    Limits usual = Limits.usual();
    return new PenaltyConfig(0, 0, 0, usual.leastScale(), usual.mostScale(), usual.mostShift());
  }

  Penalties penalties() {
    return requirePenalties(
        diversity, thetaPenalty, boundPenalty, new Limits(leastScale, mostScale, mostShift));
  }
}
