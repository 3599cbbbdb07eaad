package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.TrainingListener;

/**
 * Keeps the alarms of a training in a file, one a line after its step.
 *
 * @param file where to
 */
record AlarmFile(Path file) implements TrainingListener {

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
