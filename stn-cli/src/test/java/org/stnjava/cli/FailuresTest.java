package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.stnjava.cli.common.Failures;
import picocli.CommandLine;

class FailuresTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine command = new CommandLine(new Stn()).setErr(new PrintWriter(err, true));

  private int report(Throwable failure) {
    return Failures.report(command, failure, false);
  }

  @Test
  void joinsLinesAndHidesControlCharacters() {
    int code = report(new IllegalArgumentException("grid: expected 2\n      but got \u00073\n"));

    assertThat(code).isEqualTo(2);
    assertThat(err).hasToString("stn: grid: expected 2 but got ?3" + System.lineSeparator());
  }

  @Test
  void takesAPathThatCannotBeReadAsBadInput() {
    int code =
        report(
            new UncheckedIOException("u.npy: cannot be read", new AccessDeniedException("u.npy")));

    assertThat(code).isEqualTo(2);
  }

  @Test
  void takesAFullDiskAsFailedWork() {
    int code =
        report(new UncheckedIOException("v.npy: cannot be written", new IOException("disk full")));

    assertThat(code).isEqualTo(1);
    assertThat(err)
        .hasToString("stn: v.npy: cannot be written: disk full" + System.lineSeparator());
  }

  @Test
  void takesEverythingElseAsFailedWork() {
    int code = report(new IllegalStateException("loss is NaN"));

    assertThat(code).isEqualTo(1);
    assertThat(err).hasToString("stn: loss is NaN" + System.lineSeparator());
  }

  @Test
  void takesWhatTensorFlowRefusesAsFailedWork() {
    IllegalArgumentException failure = new IllegalArgumentException("Inconsistent values");
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("org.tensorflow.Graph", "m", "f", 1)});

    assertThat(report(failure)).isEqualTo(1);
  }

  @Test
  void saysHowToGetMoreMemory() {
    int code = report(new OutOfMemoryError("Java heap space"));

    assertThat(code).isEqualTo(1);
    assertThat(err)
        .hasToString(
            "stn: out of memory (Java heap space); give more with STN_JAVA_OPTS=-Xmx8g"
                + System.lineSeparator());
  }

  @Test
  void namesAFailureWithoutAMessage() {
    report(new NullPointerException());

    assertThat(err).hasToString("stn: NullPointerException" + System.lineSeparator());
  }
}
