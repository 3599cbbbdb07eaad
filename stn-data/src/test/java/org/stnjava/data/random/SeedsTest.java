package org.stnjava.data.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @Test
  void generatesTheNumbersOfJavasSplitMix() {
    RandomGenerator ours = Seeds.generator(42);
    SplittableRandom javas = new SplittableRandom(42);

    for (int i = 0; i < 100; i++) {
      assertThat(ours.nextLong()).isEqualTo(javas.nextLong());
    }
  }

  @Test
  void mixesEverySeedWithEveryPart() {
    long distinct =
        LongStream.range(-50, 50)
            .flatMap(seed -> LongStream.range(-50, 50).map(part -> Seeds.mix(seed, part)))
            .distinct()
            .count();

    assertThat(distinct).isEqualTo(10_000);
  }

  @Test
  void drawsNormalDeviates() {
    RandomGenerator random = Seeds.generator(1);

    double[] draws = IntStream.range(0, 100_000).mapToDouble(i -> random.nextGaussian()).toArray();

    // Four standard errors of the mean, of the variance, and of the share beyond two deviations.
    assertThat(IntStream.range(0, draws.length).mapToDouble(i -> draws[i]).average().orElseThrow())
        .isCloseTo(0, within(0.013));
    assertThat(
            IntStream.range(0, draws.length)
                .mapToDouble(i -> draws[i] * draws[i])
                .average()
                .orElseThrow())
        .isCloseTo(1, within(0.018));
    assertThat(
            IntStream.range(0, draws.length).filter(i -> Math.abs(draws[i]) > 2).count()
                / 100_000.0)
        .isCloseTo(0.0455, within(0.0027));
  }

  @Test
  void drawsEveryIntegerBelowTheBound() {
    RandomGenerator random = Seeds.generator(1);
    int[] counts = new int[7];

    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }

    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
    assertThatThrownBy(() -> random.nextInt(0)).hasMessage("bound: expected at least 1 but got 0");
  }
}
