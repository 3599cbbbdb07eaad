package org.stnjava.train.report;

/**
 * By how much an image was rotated, and by how much a transformer rotates it back.
 *
 * @param input angle of the input in degrees
 * @param found angle that the transformer found, in degrees
 */
public record AnglePair(double input, double found) {
  /** Tells whether both angles are finite. */
  boolean isFinite() {
    return Double.isFinite(input) && Double.isFinite(found);
  }
}
