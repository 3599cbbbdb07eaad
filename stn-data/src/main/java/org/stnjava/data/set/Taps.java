package org.stnjava.data.set;

/**
 * Which pixels of an axis make each pixel of a shorter or longer one, and their shares.
 *
 * <p>A triangle as wide as two target pixels, at least two source pixels: bilinear where a picture
 * grows, free of aliases where it shrinks.
 *
 * @param first the first source pixel of each target pixel
 * @param weights the shares of the first and those that follow, which sum to 1
 */
@SuppressWarnings("ArrayRecordComponent") // Tables for one picture; nobody compares two.
record Taps(int[] first, float[][] weights) {

  /** For a part of an axis, in source pixels from its edge. */
  static Taps of(int length, double from, double part, int target) {
    double step = part / target;
    double reach = Math.max(1, step);
    int[] first = new int[target];
    float[][] weights = new float[target][];
    for (int i = 0; i < target; i++) {
      double center = from + (i + 0.5) * step;
      int low = Math.max(0, (int) Math.floor(center - reach));
      int high = Math.min(length, (int) Math.ceil(center + reach));
      double[] shares = new double[high - low];
      double sum = 0;
      for (int k = 0; k < shares.length; k++) {
        shares[k] = Math.max(0, 1 - Math.abs(low + k + 0.5 - center) / reach);
        sum += shares[k];
      }
      first[i] = low;
      weights[i] = new float[shares.length];
      for (int k = 0; k < shares.length; k++) {
        weights[i][k] = (float) (shares[k] / sum);
      }
    }
    return new Taps(first, weights);
  }
}
