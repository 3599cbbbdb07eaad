package org.stnjava.data.set;

import java.util.Arrays;
import java.util.List;

/**
 * How numbers of several digits are labeled: the class of each digit from left to right, and {@link
 * #NONE} for the places after the last one.
 */
public final class DigitLabels {

  /** The digits of the longest number, as in the paper's house numbers. */
  public static final int LONGEST = 5;

  /** The class of a place without a digit, after those of the digits 0 to 9. */
  public static final int NONE = 10;

  private DigitLabels() {}

  /**
   * Returns the labels of a number.
   *
   * @param digits from left to right, each 0 to 9
   * @param longest how many labels there are
   * @return the digits, then {@link #NONE}
   * @throws IllegalArgumentException if there is none or more than {@code longest}, or one is no
   *     digit
   */
  public static int[] labels(List<Integer> digits, int longest) {
    boolean fits = !digits.isEmpty() && digits.size() <= longest;
    if (!fits || digits.stream().anyMatch(digit -> digit < 0 || digit >= NONE)) {
      throw new IllegalArgumentException(
          "number: expected 1 to %d digits but got %s".formatted(longest, digits));
    }
    int[] labels = new int[longest];
    Arrays.fill(labels, NONE);
    for (int i = 0; i < digits.size(); i++) {
      labels[i] = digits.get(i);
    }
    return labels;
  }
}
