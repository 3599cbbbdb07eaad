package org.stnjava.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InterruptionTest {

  private final StringWriter err = new StringWriter();

  @Test
  void asksForNothingByItself() {
    try (Interruption interruption = Interruption.listen(new PrintWriter(err, true))) {
      assertThat(interruption.getAsBoolean()).isFalse();
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  @Timeout(60)
  void holdsTheEndOffUntilTheWorkIsSafe() throws InterruptedException {
    Thread end;
    try (Interruption interruption = Interruption.listen(new PrintWriter(err, true))) {
      end = new Thread(interruption::hold);
      end.start();
      while (!interruption.getAsBoolean()) {
        Thread.onSpinWait();
      }
      assertThat(end.isAlive()).isTrue();
    }

    end.join();
    assertThat(err.toString()).contains("stopping after this step").doesNotContain("gave up");
  }
}
