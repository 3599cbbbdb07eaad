package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.TrainingListener;

/**
 * Keeps the alarms of a training in a file, one a line after its step.
 *
 * @param file where to
 */
record AlarmFile(Path file) implements TrainingListener {

  private static final Pattern LINE = Pattern.compile("step (\\d{1,9}): .*");

  /**
   * The file of a training that has come to a step; alarms of later steps are dropped from it, and
   * all where it begins again, for they will be raised again.
   */
  static AlarmFile after(int step, Path file) {
    try {
      if (Files.exists(file)) {
        List<String> kept;
        try (Stream<String> lines = Files.lines(file)) {
          kept = lines.filter(line -> step > 0 && stepOf(line) <= step).toList();
        }
        StagedText.write(file, String.join("", kept.stream().map(line -> line + "\n").toList()));
      }
      return new AlarmFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  /** A line that was cut off counts as one to come. */
  private static int stepOf(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
  }

  @Override
  public void onAlarm(AlarmRaised alarm) {
    try {
      Files.writeString(
          file,
          "step %d: %s%n".formatted(alarm.step(), alarm.message()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }
}
