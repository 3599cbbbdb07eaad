package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayFormatTest {
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
    assertThat(DisplayFormat.percent(fraction)).isEqualTo(text);
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
    assertThat(DisplayFormat.number(value)).isEqualTo(text);
  }

  @Test
  void groupsThousands() {
    assertThat(DisplayFormat.count(1797120)).isEqualTo("1,797,120");
  }

  @Test
  void dropsEmptyDecimalsOfCoordinates() {
    assertThat(DisplayFormat.coordinate(10)).isEqualTo("10");
    assertThat(DisplayFormat.coordinate(-1.256)).isEqualTo("-1.26");
    assertThat(DisplayFormat.coordinate(0.5)).isEqualTo("0.50");
  }
}
