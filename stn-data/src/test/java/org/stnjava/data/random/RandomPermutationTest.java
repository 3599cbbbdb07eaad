package org.stnjava.data.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomPermutationTest {

  @ParameterizedTest(name = "bound {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 65, 1000, 60_000})
  void reachesEveryNumberOnce(int bound) {
    RandomPermutation shuffle = new RandomPermutation(bound, 5);

    assertThat(IntStream.range(0, bound).map(shuffle::at).sorted().toArray())
        .isEqualTo(IntStream.range(0, bound).toArray());
  }

  @Test
  void worksAtTheGreatestBound() {
    RandomPermutation shuffle = new RandomPermutation(Integer.MAX_VALUE, 5);

    assertThat(shuffle.at(Integer.MAX_VALUE - 1)).isNotNegative();
  }

  @ParameterizedTest(name = "bound {0}")
  @ValueSource(ints = {5, 12, 100})
  void putsANumberAnywhereAsOften(int bound) {
    int[] counts = new int[bound];

    for (int seed = 0; seed < 1000 * bound; seed++) {
      counts[new RandomPermutation(bound, Seeds.mix(3, seed)).at(bound / 3)]++;
    }

    // Six standard deviations of a count whose mean is 1000.
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> Math.abs(count - 1000) < 190);
  }

  @Test
  void leavesNoTraceOfTheOrder() {
    RandomPermutation shuffle = new RandomPermutation(10_000, 7);

    long rising = IntStream.range(1, 10_000).filter(i -> shuffle.at(i) > shuffle.at(i - 1)).count();

    // Half of the steps rise; the standard deviation is about 29.
    assertThat(rising).isBetween(4_850L, 5_150L);
  }
}
