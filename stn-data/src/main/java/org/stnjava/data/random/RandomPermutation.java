package org.stnjava.data.random;

/**
 * A random order of the numbers below a bound that needs no table.
 *
 * <p>A Feistel network permutes the numbers of just enough bits; a result at or over the bound is
 * sent through again until it falls below (cycle walking), which takes less than two rounds on
 * average.
 *
 * @param bound how many numbers, at least 1
 * @param seed decides the order
 */
public record RandomPermutation(int bound, long seed) {

  /**
   * Four rounds of a random function make a Feistel network look random (Luby and Rackoff); six
   * leave room.
   */
  private static final int ROUNDS = 6;

  /**
   * Returns the number at a position.
   *
   * @param position from 0 to {@code bound - 1}
   * @return from 0 to {@code bound - 1}, a different one for each position
   */
  public int at(int position) {
    int bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(bound - 1));
    long value = position;
    do {
      value = permute(value, bits);
    } while (value >= bound);
    return (int) value;
  }

  private long permute(long value, int bits) {
    int low = bits / 2;
    int high = bits - low;
    long result = value;
    for (int round = 0; round < ROUNDS; round++) {
      long right = result & mask(low);
      long left = (result >>> low) ^ (Seeds.mix(Seeds.mix(seed, round), right) & mask(high));
      result = (right << high) | left;
      int swapped = low;
      low = high;
      high = swapped;
    }
    return result;
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }
}
