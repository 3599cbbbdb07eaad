package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stnjava.data.file.StagedFile;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.TrainingListener;

/**
 * Writes the alarms of a training run to a file, one line each, beginning with the step.
 *
 * @param file where to
 */
record AlarmFile(Path file) implements TrainingListener {

  private static final Pattern LINE = Pattern.compile("step (\\d{1,9}): .*");

  /**
   * Opens the file of a run that is resumed after a step, or starts at step 0. Alarms of later
   * steps are removed, since they will be raised again.
   */
  static AlarmFile after(int step, Path file) {
    try {
      if (Files.exists(file)) {
        List<String> kept;
        try (Stream<String> lines = Files.lines(file)) {
          kept = lines.filter(line -> step > 0 && stepOf(line) <= step).toList();
        }
        StagedFile.replace(
            file,
            String.join("", kept.stream().map(line -> line + "\n").toList())
                .getBytes(StandardCharsets.UTF_8));
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
