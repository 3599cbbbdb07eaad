package org.stnjava.train.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.stnjava.data.file.StagedFile;

/** Text files that appear whole or not at all. */
final class StagedText {

  private StagedText() {}

  static void write(Path file, String text) {
    try (StagedFile staged =
        StagedFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)))) {
      staged.publish();
    }
  }
}
