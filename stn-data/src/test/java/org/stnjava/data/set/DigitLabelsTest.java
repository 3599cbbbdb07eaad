package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigitLabelsTest {

  @Test
  void haveNoneBehindTheirLastDigit() {
    assertThat(DigitLabels.labels(List.of(4, 0), 5)).containsExactly(4, 0, 10, 10, 10);
    assertThat(DigitLabels.labels(List.of(1, 2, 3), 3)).containsExactly(1, 2, 3);
  }

  @Test
  void haveDigitsAndNotTooMany() {
    assertThatThrownBy(() -> DigitLabels.labels(List.of(), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number: expected 1 to 5 digits but got []");
    assertThatThrownBy(() -> DigitLabels.labels(List.of(1, 2, 3), 2))
        .hasMessage("number: expected 1 to 2 digits but got [1, 2, 3]");
    assertThatThrownBy(() -> DigitLabels.labels(List.of(10), 2))
        .hasMessage("number: expected 1 to 2 digits but got [10]");
  }
}
