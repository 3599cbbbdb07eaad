package org.stnjava.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class QuietTest {

  @Test
  void waitsForAProcessThatComputes() throws IOException {
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell), "needs " + shell);
    Process busy = new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start();
    try {
      assertThat(Quiet.await()).isFalse();
    } finally {
      busy.destroyForcibly();
    }
  }

  @Test
  void goesOnWhenNobodyDoes() {
    // Compilers and other tests of this process may be at work; they end.
    boolean quiet = false;
    for (int attempt = 0; attempt < 20 && !quiet; attempt++) {
      quiet = Quiet.await();
    }

    assertThat(quiet).isTrue();
  }
}
