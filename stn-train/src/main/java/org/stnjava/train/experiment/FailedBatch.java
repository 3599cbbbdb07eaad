package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.npy.NpyValues;

/** The batch that a training run failed on, saved to be studied. */
final class FailedBatch {

  private FailedBatch() {}

  /** Writes each array as it was fed: {@code images.npy}, {@code labels.npy}. */
  static void write(Batch batch, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    batch.inputs().forEach((name, values) -> write(folder, name, values));
    batch.targets().forEach((name, values) -> write(folder, name, values));
  }

  private static void write(Path folder, String name, NpyValues values) {
    if (values instanceof NpyArray array) {
      NpyFile.write(folder.resolve(name + ".npy"), array);
    }
  }
}
