package org.stnjava.train.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShortestNumberTest {
  private static LongStream twentySeeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-2.5, -2.5",
    "0.1, 0.1",
    "117, 117",
    "0.0009, 0.0009",
    "1e-6, 0.000001",
    "2e-7, 2e-7",
    "-1.25e-9, -1.25e-9",
    "123456789, 123456789",
    "1e9, 1e9",
    "2e23, 2e23",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "4.9e-324, 5e-324",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity"
  })
  void writesTheFewestDigits(double value, String text) {
    assertThat(ShortestNumber.of(value)).isEqualTo(text);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("twentySeeds")
  void readsBackAsTheSameNumber(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      double value = Double.longBitsToDouble(random.nextLong());

      assertThat(Double.parseDouble(ShortestNumber.of(value))).isEqualTo(Double.valueOf(value));
    }
  }

  @Test
  void writesAPointInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(ShortestNumber.of(1234.5)).isEqualTo("1234.5");
    } finally {
      Locale.setDefault(before);
    }
  }
}
