package org.stnjava.train.experiment;

/**
 * What all images of a co-localization have in common, for that experiment.
 *
 * @param digit its class, at least 0
 * @param clutter how many pieces of other images lie about, at least 0
 */
public record CommonObject(int digit, int clutter) {

  /** Checks the numbers. */
  public CommonObject {
    if (digit < 0) {
      throw new IllegalArgumentException("digit: expected at least 0 but got " + digit);
    }
    if (clutter < 0) {
      throw new IllegalArgumentException("clutter: expected at least 0 but got " + clutter);
    }
  }

  /** {@return zeros, with nothing else about} */
  public static CommonObject standard() {
    return new CommonObject(0, 0);
  }
}
