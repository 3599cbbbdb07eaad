package org.stnjava.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsCsvTest {
  private static final MetricRow FIRST =
      new MetricRow(10, 0.5, Double.NaN, 1e30, 0.9, 0.01, 250, EvaluationSet.TEST);
  private static final MetricRow SECOND =
      new MetricRow(20, 1, 0.1, 0.25, 0.0125, 2e-7, 4000, EvaluationSet.TEST);
  private static final String TEXT =
      """
      step,epoch,train_loss,test_loss,test_error,learning_rate,images
      10,0.5,NaN,1e30,0.9,0.01,250
      20,1,0.1,0.25,0.0125,2e-7,4000
      """;

  private Path file;

  @BeforeEach
  void chooseAFile(@TempDir Path folder) {
    file = folder.resolve("metrics.csv");
  }

  private void writeBoth() {
    try (MetricsCsv csv = MetricsCsv.create(file, EvaluationSet.TEST)) {
      csv.write(FIRST);
      csv.write(SECOND);
    }
  }

  @Test
  void writesAHeaderAndOneLineARow() {
    writeBoth();

    assertThat(file).hasBinaryContent(TEXT.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isWrittenByOneTrainingAtATime() {
    try (MetricsCsv csv = MetricsCsv.create(file, EvaluationSet.TEST)) {
      csv.write(FIRST);

      assertThatThrownBy(() -> MetricsCsv.create(file, EvaluationSet.TEST))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(file + ": expected a table that nobody writes but another training does");
      csv.write(SECOND);
    }

    assertThat(file).hasBinaryContent(TEXT.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsBackWhatItWrote() {
    writeBoth();

    assertThat(MetricsCsv.read(file)).containsExactly(FIRST, SECOND);
  }

  @Test
  void hasEachRowInTheFileBeforeTheNext() {
    try (MetricsCsv csv = MetricsCsv.create(file, EvaluationSet.TEST)) {
      assertThat(MetricsCsv.read(file)).isEmpty();

      csv.write(FIRST);

      assertThat(MetricsCsv.read(file)).containsExactly(FIRST);
    }
  }

  @Test
  void replacesWhatTheFileHeld() throws IOException {
    Files.writeString(file, "x".repeat(1000));

    writeBoth();

    assertThat(file).hasContent(TEXT);
  }

  @Test
  void saysThatItsRowsAreAboutAValidationSet() {
    MetricRow row = new MetricRow(10, 0.5, 1, 2, 0.9, 0.01, 30, EvaluationSet.VALIDATION);

    try (MetricsCsv csv = MetricsCsv.create(file, EvaluationSet.VALIDATION)) {
      csv.write(row);
    }

    assertThat(file)
        .hasContent(
            """
            step,epoch,train_loss,validation_loss,validation_error,learning_rate,images
            10,0.5,1,2,0.9,0.01,30
            """);
    assertThat(MetricsCsv.read(file)).containsExactly(row);
    MetricsCsv.resume(file, 10).close();
    assertThat(MetricsCsv.read(file)).containsExactly(row);
  }

  @Test
  void readsTablesWithoutTheNumberOfImages() throws IOException {
    Files.writeString(
        file,
        """
        step,epoch,train_loss,test_loss,test_error,learning_rate
        20,1,0.1,0.25,0.0125,2e-7
        """);

    assertThat(MetricsCsv.read(file))
        .containsExactly(new MetricRow(20, 1, 0.1, 0.25, 0.0125, 2e-7));
  }

  @Nested
  class WhenARunGoesOn {
    @Test
    void dropsTheRowsAfterTheCheckpoint() {
      writeBoth();

      MetricsCsv.resume(file, 10).close();

      assertThat(MetricsCsv.read(file)).containsExactly(FIRST);
    }

    @Test
    void givesTheFileOfARunWithoutABreak() {
      writeBoth();

      try (MetricsCsv csv = MetricsCsv.resume(file, 19)) {
        csv.write(SECOND);
      }

      assertThat(file).hasContent(TEXT);
    }

    @Test
    void leavesOutALineThatWasCutOff() throws IOException {
      writeBoth();
      Files.writeString(file, "30,1.5,0.1,0.2,0.0", StandardOpenOption.APPEND);

      assertThat(MetricsCsv.read(file)).containsExactly(FIRST, SECOND);
      MetricsCsv.resume(file, 30).close();
      assertThat(file).hasContent(TEXT);
    }
  }

  @Nested
  class Rejects {
    private void assertRejected(String text, String message) throws IOException {
      Files.writeString(file, text);

      assertThatThrownBy(() -> MetricsCsv.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(file + message);
    }

    @Test
    void anotherHeader() throws IOException {
      assertRejected(
          "step,loss\n1,2\n",
          ": expected the header '"
              + MetricsCsv.header(EvaluationSet.TEST)
              + "' but got 'step,loss'");
      assertRejected(
          "", ": expected the header '" + MetricsCsv.header(EvaluationSet.TEST) + "' but got ''");
    }

    @Test
    void aLineOfAnotherLength() throws IOException {
      assertRejected(TEXT + "30,2\n", ", line 4: expected 7 values but got 2 in '30,2'");
    }

    @Test
    void wordsInThePlaceOfNumbers() throws IOException {
      assertRejected(
          TEXT + "30,2,a,1,0,0,9\n", ", line 4: train_loss: expected a number but got 'a'");
      assertRejected(
          TEXT + "3.5,2,1,1,0,0,9\n", ", line 4: step: expected a whole number but got '3.5'");
    }

    @Test
    void valuesOutOfRange() throws IOException {
      assertRejected(
          TEXT + "30,2,1,1,7,0,9\n",
          ", line 4: error: expected a fraction in [0, 1] or NaN but got 7.0");
    }

    @Test
    void foldersThatDoNotExist() {
      Path lost = file.resolveSibling("none").resolve("metrics.csv");

      assertThatThrownBy(() -> MetricsCsv.create(lost, EvaluationSet.TEST))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(lost + ": cannot be written");
      assertThatThrownBy(() -> MetricsCsv.read(lost))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(lost + ": cannot be read");
    }
  }
}
