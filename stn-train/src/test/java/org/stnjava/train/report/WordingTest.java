package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0%",
    "1, 100%",
    "0.0083, 0.83%",
    "0.125, 12.5%",
    "0.00005, <0.01%",
    "0.0001, 0.01%",
    "0.99996, >99.99%",
    "0.9996, 99.96%",
    "0.0999999, 10.00%",
    "NaN, –"
  })
  void roundsPercentagesButNeverToNothingOrAll(double fraction, String text) {
    assertThat(Wording.percent(fraction)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.0678901, 0.0679",
    "-2.5, −2.5",
    "1234, 1230",
    "0.00001234, 1.23e−05",
    "Infinity, ∞",
    "-Infinity, −∞",
    "NaN, –"
  })
  void keepsThreeDigits(double value, String text) {
    assertThat(Wording.number(value)).isEqualTo(text);
  }

  @Test
  void groupsThousands() {
    assertThat(Wording.count(1797120)).isEqualTo("1,797,120");
  }

  @Test
  void dropsEmptyDecimalsOfCoordinates() {
    assertThat(Wording.coordinate(10)).isEqualTo("10");
    assertThat(Wording.coordinate(-1.256)).isEqualTo("-1.26");
    assertThat(Wording.coordinate(0.5)).isEqualTo("0.50");
  }
}
