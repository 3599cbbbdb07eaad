package org.stnjava.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stnjava.bench.race.MachineTime.Span;

class MachineTimeTest {

  private static final List<String> STAT =
      List.of(
          "cpu  99 99 99 99 99 99 99 99 0 0",
          "cpu0 11 12 13 100 7 0 1 2 0 0",
          "cpu1 11 12 13 200 0 0 1 2 0 0",
          "cpu10 11 12 13 4000 0 0 1 2 0 0",
          "intr 5 0 0 0");

  @Test
  void readsWhatTheCoresOfThisProcessIdled() throws IOException {
    List<String> status = List.of("Name:\tjava", "Cpus_allowed_list:\t0-1");

    double idle = MachineTime.idle(STAT, MachineTime.allowed(status));

    assertThat(idle).isEqualTo(3070);
  }

  @Test
  void readsAListOfCores() throws IOException {
    List<String> status = List.of("Cpus_allowed_list:\t1,8-10");

    assertThat(MachineTime.allowed(status).stream()).containsExactly(1, 8, 9, 10);
    assertThat(MachineTime.idle(STAT, MachineTime.allowed(status))).isEqualTo(42000);
  }

  @Test
  void givesOthersWhatNeitherIdledNorWasItsOwn() {
    MachineTime start = new MachineTime(1000, 500, 300, 2);

    assertThat(new MachineTime(1100, 620, 330, 2).since(start)).isEqualTo(new Span(100, 50));
    assertThat(new MachineTime(1100, 690, 320, 2).since(start)).isEqualTo(new Span(100, 0));
  }

  @Test
  void countsItsOwnProcessesAsItsOwn() throws IOException {
    assumeTrue(MachineTime.now().isPresent(), "needs Linux");
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell), "needs " + shell);
    double before = MachineTime.now().orElseThrow().own();
    Process busy = new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start();
    try {
      Optional<Span> span = MachineTime.watch(1000);

      double own = MachineTime.now().orElseThrow().own() - before;
      assertThat(own).isGreaterThan(100);
      assertThat(span.orElseThrow().wall()).isBetween(1000.0, 10_000.0);
    } finally {
      busy.destroyForcibly();
    }
  }
}
