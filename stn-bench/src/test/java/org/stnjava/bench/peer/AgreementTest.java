package org.stnjava.bench.peer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.data.npy.NpyArray;

class AgreementTest {

  private static final Map<String, NpyArray> REFERENCE = Map.of("v", array(3, -4, 0));

  private static NpyArray array(double... values) {
    return NpyArray.of(values, values.length);
  }

  @Test
  void takesWhatRoundingDoes() {
    assertThatCode(() -> Agreement.require("a", Map.of("v", array(3.0003, -4, 0.0003)), REFERENCE))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesMore() {
    assertThatThrownBy(() -> Agreement.require("a", Map.of("v", array(3, -4, 0.005)), REFERENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a: expected v to differ by at most 1e-04 from the reference but it does by 1.0e-03");
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(
            () -> Agreement.require("a", Map.of("v", array(3, Double.NaN, 0)), REFERENCE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesWhatIsMissing() {
    assertThatThrownBy(() -> Agreement.require("a", Map.of("w", array(1)), REFERENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("a: expected v of ");
  }
}
