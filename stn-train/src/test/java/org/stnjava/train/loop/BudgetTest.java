package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

  @ParameterizedTest
  @CsvSource({"200 steps, 0.25", "4 epochs, 0.5", "2.5 minutes, 0.4"})
  void knowsWhatIsUsed(String text, double used) {
    assertThat(Budget.parse(text).used(50, 2, Duration.ofMinutes(1))).isEqualTo(used);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 steps", "4 epochs", "2.5 minutes"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Budget.parse(text)).hasToString(text);
  }

  @Test
  void refusesOtherTexts() {
    assertThatThrownBy(() -> Budget.parse("4 hours"))
        .hasMessage(
            "budget: expected a number and steps, epochs or minutes, such as '20 epochs', "
                + "but got '4 hours'");
    assertThatThrownBy(() -> Budget.parse("0 epochs"))
        .hasMessage("epochs: expected a number greater than 0 but got 0.0");
    assertThatThrownBy(() -> Budget.parse("1.5 steps"))
        .hasMessage("steps: expected a whole number but got 1.5");
  }
}
