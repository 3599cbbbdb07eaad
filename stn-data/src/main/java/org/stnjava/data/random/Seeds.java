package org.stnjava.data.random;

import java.util.random.RandomGenerator;

/**
 * Independent seeds and generators from one seed.
 *
 * <p>The numbers are the same on every Java version and every processor: the generator is written
 * out here, and uses nothing but integer arithmetic, {@code Math.sqrt} and {@code StrictMath}.
 */
public final class Seeds {

  private Seeds() {}

  /**
   * Returns a seed of its own for one part of a whole.
   *
   * @param seed the seed of the whole
   * @param part the number of the part, such as an index or an epoch
   * @return a seed that depends on both and looks random in either
   */
  public static long mix(long seed, long part) {
    return SplitMix64.scramble(
        SplitMix64.scramble(seed + SplitMix64.GAMMA) + part * SplitMix64.GAMMA);
  }

  /**
   * Returns a fresh generator; one thread may use it.
   *
   * @param seed any value
   * @return a generator whose whole sequence the seed decides
   */
  public static RandomGenerator generator(long seed) {
    return new SplitMix64(seed);
  }
}
