package org.stnjava.data.random;

import java.util.random.RandomGenerator;

/**
 * The SplitMix64 generator of Steele, Lea and Flood (2014), with normal deviates by Marsaglia's
 * polar method.
 */
final class SplitMix64 implements RandomGenerator {

  /**
   * The odd integer next to 2⁶⁴ divided by the golden ratio, the step of the paper's Weyl sequence.
   */
  static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  /**
   * The finalizer of the paper (variant 13 of Stafford's mixers): a bijection that spreads every
   * bit.
   */
  static long scramble(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return scramble(state);
  }

  @Override
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound: expected at least 1 but got " + bound);
    }
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  @Override
  public double nextDouble(double from, double to) {
    return from + (to - from) * nextDouble();
  }

  @Override
  public double nextGaussian() {
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }
}
